// @ts-check
/** Switches stage two or experiments off until a time, for a reason; or on again. */
import { html, nothing } from 'lit';
import { Sheet } from '../ui/sheet.js';
import { reasonsBefore } from '../ui/reason.js';
import { HOUR } from '../text/format.js';
import { t } from '../text/messages.js';
import { say } from '../app/toasts.js';
import '../ui/until.js';

class SwitchSheet extends Sheet {
  static properties = { ...Sheet.properties, switch: { state: true }, off: { state: true }, reasons: { state: true } };

  constructor() {
    super();
    this.switch = '';
    this.off = true;
    /** @type {string[]} */
    this.reasons = [];
  }

  get about() {
    return this.switch;
  }

  /** @param {string} name @param {boolean} off */
  async open(name = 'stage_two', off = true) {
    this.switch = name;
    this.off = off;
    await super.open();
    this.reasons = await reasonsBefore(this.app, 'switch_set', this.life).catch(() => []);
  }

  /** @param {FormData} fields */
  async send(fields) {
    const until = /** @type {any} */ (this.querySelector('k-until'));
    const answer = await this.app.call('SetSwitch', {
      switch: this.switch, off: this.off, expire_time: this.off ? new Date(until.value).toISOString() : undefined,
      reason: /** @type {any} */ (this.querySelector('k-reason')).value, request_id: this.requestId,
    });
    const name = this.switch;
    say(t(this.off ? 'switch.done_off' : 'switch.done_on', { switch: t(`switch.${name}`) }),
      this.off ? this.wayBack(() => this.#takeBack(name, answer)) : undefined);
  }

  /** Switches it on again; refuses where somebody has switched it anew since. @param {string} name @param {any} made */
  async #takeBack(name, made) {
    const { switches } = await this.app.call('ListSwitches', {});
    const now = switches?.find((/** @type {any} */ one) => one.switch === name);
    if (!now?.off || now.expire_time !== made.switch?.expire_time) {
      throw new Error(t('undo.changed'));
    }
    await this.app.call('SetSwitch', { switch: name, off: false, reason: t('declare.undone') });
  }

  render() {
    const name = t(`switch.${this.switch || 'stage_two'}`);
    return this.frame({
      title: t(this.off ? 'switch.off_title' : 'switch.on_title', { switch: name }),
      action: t(this.off ? 'switch.off' : 'switch.on'),
      fields: html`
        <p class="quiet">${this.switch ? t(`switch.${this.switch}_why`) : nothing}</p>
        ${this.off ? html`<k-until .span=${HOUR} .zone=${this.app.zone} .now=${() => this.app.now.time}></k-until>` : nothing}
        <k-reason .reasons=${this.reasons} .isFirst=${true}></k-reason>`,
    });
  }
}
customElements.define('k-switch-sheet', SwitchSheet);
