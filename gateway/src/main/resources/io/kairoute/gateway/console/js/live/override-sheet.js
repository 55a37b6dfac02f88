// @ts-check
/** Holds a queue: closed, open, redirected or under surge, until a time and for a reason. */
import { html, nothing } from 'lit';
import { Sheet } from '../ui/sheet.js';
import { reasonsBefore } from '../ui/reason.js';
import { HOUR, moment } from '../text/format.js';
import { actorName } from '../model/actor.js';
import { holdText } from '../model/scope.js';
import { icon } from '../ui/icon.js';
import { t } from '../text/messages.js';
import { say } from '../app/toasts.js';
import '../ui/until.js';

const KINDS = ['REDIRECT', 'SURGE', 'CLOSED', 'OPEN'];

class OverrideSheet extends Sheet {
  static properties = { ...Sheet.properties, queue: { state: true }, kind: { state: true }, to: { state: true }, reasons: { state: true }, held: { attribute: false } };

  constructor() {
    super();
    this.queue = '';
    this.kind = 'REDIRECT';
    this.to = '';
    /** @type {string[]} */
    this.reasons = [];
    /** @type {import('../model/held-store.js').HeldStore} */
    this.held = /** @type {any} */ (undefined);
  }

  async open(queue = '') {
    this.queue = queue || (this.#queues.find(one => !this.#holdOf(one.id)) ?? this.#queues[0])?.id || '';
    this.kind = 'REDIRECT';
    this.to = this.#queues.find(one => one.id !== this.queue)?.id ?? '';
    await super.open();
    this.reasons = await reasonsBefore(this.app, 'queue_overridden', this.life).catch(() => []);
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(this.held, 'change', () => this.requestUpdate());
  }

  /** What holds a queue already. @param {string} id */
  #holdOf(id) {
    return this.held.overridden.find(one => one.queue === id)?.override;
  }

  /** Says what the new hold takes the place of. */
  #replaced() {
    const hold = this.#holdOf(this.queue);
    const { words, zone, now } = this.app;
    return hold ? html`<p class="note warn" role="status">${icon('alert')}<span>${t('override.replaces', {
      kind: holdText(hold, words), by: actorName(hold.set_by), time: moment(hold.expire_time, zone, now.time), reason: hold.reason })}</span></p>` : nothing;
  }

  get #queues() {
    return this.app.words.parts.queue;
  }

  /** @param {FormData} fields */
  async send(fields) {
    const end = /** @type {any} */ (this.querySelector('k-until')).value;
    const { queue } = this;
    const answer = await this.app.call('OverrideQueue', {
      queue, kind: this.kind, redirect_to: this.kind === 'REDIRECT' ? this.to : '', expire_time: new Date(end).toISOString(),
      reason: /** @type {any} */ (this.querySelector('k-reason')).value, request_id: this.requestId,
    });
    say(t('override.done', { queue: this.app.words.name('queue', queue), kind: t(`override.${this.kind.toLowerCase()}`) }),
      this.wayBack(() => this.#takeBack(queue, answer)));
  }

  /** Lets the queue go, or holds it as it was held before; refuses where somebody has held it anew since. @param {string} queue @param {any} made */
  async #takeBack(queue, made) {
    const { queues } = await this.app.call('ListQueues', {});
    const now = queues?.find((/** @type {any} */ one) => one.queue === queue)?.override;
    if (now?.expire_time !== made.override?.expire_time || now?.kind !== made.override?.kind) {
      throw new Error(t('undo.changed'));
    }
    const before = made.replaced;
    if (before) {
      await this.app.call('OverrideQueue', {
        queue, kind: before.kind, redirect_to: before.redirect_to ?? '', expire_time: before.expire_time, reason: before.reason, request_id: crypto.randomUUID(),
      });
    } else {
      await this.app.call('ClearQueueOverride', { queue, reason: t('declare.undone') });
    }
  }

  /** @param {string} id @param {string} label @param {string} chosen @param {string} without @param {(value: string) => void} choose */
  #select(id, label, chosen, without, choose) {
    return html`<div class="field"><label for=${id}>${label}</label>
      <select id=${id} required @change=${(/** @type {any} */ event) => choose(event.target.value)}>${this.#queues.filter(one => one.id !== without).map(one => html`
        <option value=${one.id} ?selected=${one.id === chosen}>${this.app.words.name('queue', one.id)}</option>`)}</select></div>`;
  }

  render() {
    return this.frame({
      title: t('override.title'),
      action: t('override.action'),
      fields: html`
        ${this.#select('queue', t('override.queue'), this.queue, '', queue => {
          this.queue = queue;
          this.to = this.to === queue ? this.#queues.find(one => one.id !== queue)?.id ?? '' : this.to;
        })}
        ${this.#replaced()}
        <fieldset><legend>${t('override.kind')}</legend><div class="chips">${KINDS.map(kind => html`<label class="chip">
          <input type="radio" name="kind" .checked=${this.kind === kind} @change=${() => { this.kind = kind; }}>${t(`override.${kind.toLowerCase()}`)}</label>`)}</div></fieldset>
        <p class="quiet">${t(`override.${this.kind.toLowerCase()}_why`)}</p>
        ${this.kind === 'REDIRECT' ? this.#select('redirect-to', t('override.to'), this.to, this.queue, to => { this.to = to; }) : nothing}
        <k-until .span=${HOUR} .zone=${this.app.zone} .now=${() => this.app.now.time}></k-until>
        <k-reason .reasons=${this.reasons} .isFirst=${true}></k-reason>`,
    });
  }
}
customElements.define('k-override-sheet', OverrideSheet);
