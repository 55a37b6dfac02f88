// @ts-check
/** Lies over a page whose session ended: one signs in, here or in another tab, and the page goes on as it was. */
import { html, nothing } from 'lit';
import { LightElement } from '../ui/element.js';
import { t } from '../text/messages.js';
import './sign-in.js';

class SessionOver extends LightElement {
  static properties = { session: { attribute: false } };

  constructor() {
    super();
    /** @type {import('./session.js').Session} */
    this.session = /** @type {any} */ (undefined);
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(this.session, 'over', () => this.#show());
    this.listen(this.session, 'change', () => {
      this.querySelector('dialog')?.close();
      this.requestUpdate();
    });
    this.listen(document, 'visibilitychange', () => this.#look());
  }

  async #show() {
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector('dialog')?.showModal();
  }

  /** Another tab may have signed in meanwhile. */
  async #look() {
    if (this.session.isOver && document.visibilityState === 'visible') {
      await this.session.recover();
    }
  }

  render() {
    return html`<dialog aria-labelledby="over" @cancel=${(/** @type {Event} */ event) => event.preventDefault()}>
      <header><h2 id="over">${t('session.over')}</h2></header>
      <div class="body"><p>${t('session.over_why')}</p>${this.session.isOver ? html`<k-sign-in .session=${this.session}></k-sign-in>` : nothing}</div></dialog>`;
  }
}
customElements.define('k-session-over', SessionOver);
