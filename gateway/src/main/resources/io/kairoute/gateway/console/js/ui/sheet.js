// @ts-check
/** A form that lies beside the page: title, fields, one main button, and what went wrong above it. */
import { html } from 'lit';
import { LightElement } from './element.js';
import { icon } from './icon.js';
import { faultNote } from './states.js';
import { t } from '../text/messages.js';

/** By form and by whose it is: the reason of one that was closed or left and not sent, and what it was about. @type {Map<string, {about: string, reason: string}>} */
const kept = new Map();

/** Extended by each form; nothing typed is lost by a failure or a session that ends. */
export class Sheet extends LightElement {
  static properties = { app: { attribute: false }, problem: { state: true }, isBusy: { state: true }, isOpen: { state: true } };

  constructor() {
    super();
    /** @type {import('../app/app.js').App} */
    this.app = /** @type {any} */ (undefined);
    this.problem = undefined;
    this.isBusy = false;
    this.isOpen = false;
    this.isSent = false;
    /** The same for each try of what stands in the form, so that a repeated try is done once. */
    this.requestId = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(window, 'beforeunload', event => {
      if (this.isOpen && this.#reason) {
        event.preventDefault();
      }
    });
  }

  /** Leaving the page closes the form. */
  disconnectedCallback() {
    if (this.isOpen) {
      this.#closed();
    }
    super.disconnectedCallback();
  }

  /** Whose reasons are kept under which name: nobody meets what another typed. */
  get #keptAs() {
    const { tenant, name } = this.app.session;
    return JSON.stringify([tenant, name, this.localName]);
  }

  /** What a reason that is typed here is about; kept for that alone. */
  get about() {
    return '';
  }

  /** What somebody wrote as the reason. @returns {string} */
  get #reason() {
    return /** @type {any} */ (this.querySelector('k-reason'))?.value ?? '';
  }

  /** Shows the form, with the reason that was typed last time and not sent. */
  async open() {
    this.problem = undefined;
    this.requestId = crypto.randomUUID();
    this.isSent = false;
    this.isOpen = true;
    await this.updateComplete;
    const reason = /** @type {any} */ (this.querySelector('k-reason'));
    const before = kept.get(this.#keptAs);
    if (reason && before?.about === this.about) {
      reason.value = before.reason;
    }
    this.querySelector('dialog')?.showModal();
  }

  #closed() {
    kept.set(this.#keptAs, { about: this.about, reason: this.isSent ? '' : this.#reason });
    this.isOpen = false;
  }

  /** Hides it. */
  close() {
    this.querySelector('dialog')?.close();
  }

  /** Whether the form may be sent: what it proposes and counts is there. */
  get isReady() {
    return true;
  }

  /** What the form does. @param {FormData} fields @returns {Promise<void>} */
  async send(fields) {}

  /** A way back that tells the page, too. @param {() => Promise<unknown>} work @returns {() => Promise<void>} */
  wayBack(work) {
    return async () => {
      await work();
      this.dispatchEvent(new Event('done', { bubbles: true }));
    };
  }

  /** What was changed is another request. */
  #renew() {
    this.requestId = crypto.randomUUID();
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    const until = /** @type {any} */ (this.querySelector('k-until'));
    if (until?.isOver) {
      until.requestUpdate();
      until.querySelector('.time')?.focus();
      return;
    }
    if (this.isBusy || !this.isReady) {
      return;
    }
    until?.fix();
    this.isBusy = true;
    this.problem = undefined;
    try {
      await this.send(new FormData(/** @type {HTMLFormElement} */ (event.target)));
      this.isSent = true;
      this.close();
      this.dispatchEvent(new Event('done', { bubbles: true }));
    } catch (problem) {
      this.problem = /** @type {any} */ (problem);
    }
    this.isBusy = false;
  }

  /**
   * The frame around the fields.
   * @param {{title: string, action: string, fields: unknown, foot?: unknown}} parts
   */
  frame({ title, action, fields, foot = '' }) {
    return html`<dialog class="sheet" aria-labelledby="${this.localName}-title" @close=${() => this.#closed()}>
      ${this.isOpen ? html`<form @submit=${this.#submit} @input=${this.#renew} @change=${this.#renew}>
        <header><h2 id="${this.localName}-title">${title}</h2>
          <button class="bare" type="button" @click=${() => this.close()} aria-label=${t('action.close')}>${icon('close')}</button></header>
        <div class="body">${fields}</div>
        ${faultNote(this.problem)}
        <footer><div class="foot-note">${foot}</div><button class="main" type="submit" ?disabled=${this.isBusy || !this.isReady}>${action}</button></footer>
      </form>` : html`<h2 class="unseen" id="${this.localName}-title">${title}</h2>`}</dialog>`;
  }
}
