// @ts-check
/** Until when: some spans to press, or a time of the center's clock. Whatever is done by hand has an end. */
import { html, nothing } from 'lit';
import { LightElement } from './element.js';
import { HERE, HOUR, MINUTE, SECOND, clock, duration, moment, zoneName } from '../text/format.js';
import { t } from '../text/messages.js';
import { nextAt } from '../model/wall-time.js';

const SPANS = [30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR];

class Until extends LightElement {
  static properties = { span: { type: Number }, time: { state: true }, moment: { state: true }, zone: {}, now: { attribute: false } };

  constructor() {
    super();
    this.span = 2 * HOUR;
    this.time = '';
    /** The moment that the time meant when it was typed; NaN where it is none. */
    this.moment = NaN;
    /** Whether the end is the one that was sent, until another is chosen. */
    this.isFixed = false;
    this.zone = HERE;
    /** Now, by the node's clock. */
    this.now = () => Date.now();
  }

  connectedCallback() {
    super.connectedCallback();
    this.every(SECOND, () => this.requestUpdate());
  }

  /** The end, in milliseconds; NaN where none is chosen. */
  get value() {
    return this.span && !this.isFixed ? this.now() + this.span : this.moment;
  }

  /** Whether the time that was typed has gone by meanwhile. */
  get isOver() {
    return this.value <= this.now();
  }

  /** Has the end stay as it is: a try that is repeated asks for the same. */
  fix() {
    this.moment = this.value;
    this.isFixed = true;
  }

  /** @param {string} time */
  #type(time) {
    this.time = time;
    this.moment = nextAt(time, this.zone, this.now());
  }

  /** @param {number} span */
  #choose(span) {
    this.span = span;
    this.isFixed = false;
    if (!span && this.time) {
      this.#type(this.time);
    } else if (!span) {
      this.#type(clock(this.now() + HOUR, this.zone));
    }
  }

  render() {
    const end = this.value;
    return html`<fieldset><legend>${t('until.label')}</legend>
      <div class="chips">${SPANS.map(span => html`<label class="chip">
          <input type="radio" name="until" .checked=${this.span === span} @change=${() => this.#choose(span)}>${duration(span)}</label>`)}
        <label class="chip"><input type="radio" name="until" .checked=${!this.span} @change=${() => this.#choose(0)}>${t('until.clock')}</label>
        ${this.span ? nothing : html`<input type="time" class="time" required aria-label=${t('until.time', { zone: zoneName(this.zone) })} .value=${this.time}
          @input=${(/** @type {any} */ event) => this.#type(event.target.value)}>`}
      </div></fieldset>
      <small class=${this.isOver ? 'wrong' : nothing} role=${this.isOver ? 'alert' : nothing}>${Number.isNaN(end) ? t('until.none') : this.isOver ? t('until.over', { time: moment(end, this.zone, this.now()) }) : t('until.ends', { time: moment(end, this.zone, this.now()), zone: zoneName(this.zone, end) })}${
        this.zone === HERE || Number.isNaN(end) || this.isOver || clock(end) === clock(end, this.zone) ? nothing : ` · ${t('until.here', { time: clock(end) })}`}</small>`;
  }
}
customElements.define('k-until', Until);
