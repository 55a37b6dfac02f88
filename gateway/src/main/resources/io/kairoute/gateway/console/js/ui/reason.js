// @ts-check
/** Why: what was said before to press, and a line to write. */
import { html, nothing } from 'lit';
import { LightElement } from './element.js';
import { t } from '../text/messages.js';

const AT_MOST_BYTES = 255;
const size = new TextEncoder();

class Reason extends LightElement {
  static properties = { reasons: { attribute: false }, value: {}, isFirst: { type: Boolean } };

  constructor() {
    super();
    /** @type {string[]} */
    this.reasons = [];
    this.value = '';
    this.isFirst = false;
  }

  /** @param {string} value */
  #write(value) {
    this.value = value;
    const input = /** @type {HTMLInputElement} */ (this.querySelector('input'));
    input.setCustomValidity(size.encode(value).length > AT_MOST_BYTES ? t('reason.long') : '');
  }

  /** Takes a reason of before, as if it were typed. @param {string} reason */
  #take(reason) {
    this.#write(reason);
    this.dispatchEvent(new Event('change', { bubbles: true }));
  }

  render() {
    return html`<div class="field"><label for="reason">${t('reason.label')}</label>
      <input id="reason" required autocomplete="off" ?autofocus=${this.isFirst} .value=${this.value} placeholder=${t('reason.hint')}
        @input=${(/** @type {any} */ event) => this.#write(event.target.value)}>
      ${this.reasons.length ? html`<div class="chips" role="group" aria-label=${t('reason.before')}>${this.reasons.map(reason => html`
        <button type="button" class="chip" aria-pressed=${this.value === reason} @click=${() => this.#take(reason)}><span class="clip">${reason}</span></button>`)}</div>` : nothing}
    </div>`;
  }
}
customElements.define('k-reason', Reason);

/**
 * The reasons that were given last for one kind of change, each once.
 * @param {import('../app/app.js').App} app
 * @param {string} kind of audit entries
 * @param {AbortSignal} life
 */
export async function reasonsBefore(app, kind, life) {
  const answer = await app.call('ListAuditEntries', { kind, page_size: 50 }, life);
  const reasons = (answer.entries ?? []).map((/** @type {any} */ entry) => entry.reason).filter(Boolean);
  return [...new Set(reasons)].slice(0, 5);
}
