// @ts-check
/** Until when: some spans to press, or a time of the center's clock. Whatever is done by hand has an end. */
import { html, nothing } from 'lit';
import { LightElement } from './element.js';
import { HERE, HOUR, MINUTE, clock, duration, moment, zoneName } from '../text/format.js';
import { t } from '../text/messages.js';
import { nextAt } from '../model/wall-time.js';

const SPANS = [30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR];

class Until extends LightElement {
  static properties = { span: { type: Number }, time: { state: true }, zone: {}, now: { attribute: false } };

  constructor() {
    super();
    this.span = 2 * HOUR;
    this.time = '';
    this.zone = HERE;
    /** Now, by the node's clock. */
    this.now = () => Date.now();
  }

  /** The end, in milliseconds; NaN where none is chosen. */
  get value() {
    return this.span ? this.now() + this.span : nextAt(this.time, this.zone, this.now());
  }

  /** @param {number} span */
  #choose(span) {
    this.span = span;
    if (!span && !this.time) {
      this.time = clock(this.now() + HOUR, this.zone);
    }
  }

  render() {
    const end = this.value;
    return html`<fieldset><legend>${t('until.label')}</legend>
      <div class="chips">${SPANS.map(span => html`<label class="chip">
          <input type="radio" name="until" .checked=${this.span === span} @change=${() => this.#choose(span)}>${duration(span)}</label>`)}
        <label class="chip"><input type="radio" name="until" .checked=${!this.span} @change=${() => this.#choose(0)}>${t('until.clock')}</label>
        ${this.span ? nothing : html`<input type="time" class="time" required aria-label=${t('until.time', { zone: zoneName(this.zone) })} .value=${this.time}
          @input=${(/** @type {any} */ event) => { this.time = event.target.value; }}>`}
      </div></fieldset>
      <small>${Number.isNaN(end) ? t('until.none') : t('until.ends', { time: moment(end, this.zone, this.now()), zone: zoneName(this.zone, end) })}${
        this.zone === HERE || Number.isNaN(end) || clock(end) === clock(end, this.zone) ? nothing : ` · ${t('until.here', { time: clock(end) })}`}</small>`;
  }
}
customElements.define('k-until', Until);
