// @ts-check
/** Short words about what was just done, with a way back for ten seconds. One place on the page, polite to readers. */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { LightElement } from '../ui/element.js';
import { t } from '../text/messages.js';

const SHOWN_MS = 10_000;
const AT_MOST = 4;

/** @typedef {{text: string, undo?: () => Promise<void>}} Word */

const said = new EventTarget();

/** Says something. @param {string} text @param {() => Promise<void>} [undo] */
export function say(text, undo) {
  said.dispatchEvent(new CustomEvent('say', { detail: { text, undo } }));
}

class Toasts extends LightElement {
  static properties = { words: { state: true } };

  constructor() {
    super();
    /** @type {Word[]} */
    this.words = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.classList.add('toasts');
    this.setAttribute('role', 'status');
    this.listen(said, 'say', event => this.#show(event.detail));
  }

  /** @param {Word} word */
  #show(word) {
    this.words = [...this.words, word].slice(-AT_MOST);
    setTimeout(() => this.#drop(word), SHOWN_MS);
  }

  /** @param {Word} word */
  #drop(word) {
    this.words = this.words.filter(other => other !== word);
  }

  /** @param {Word} word */
  async #undo(word) {
    this.#drop(word);
    try {
      await word.undo?.();
    } catch (problem) {
      say(/** @type {Error} */ (problem).message);
    }
  }

  render() {
    return repeat(this.words, word => word, word => html`<div class="toast"><span>${word.text}</span>
      ${word.undo ? html`<button class="small" type="button" @click=${() => this.#undo(word)}>${t('action.undo')}</button>` : nothing}</div>`);
  }
}
customElements.define('k-toasts', Toasts);
