// @ts-check
/**
 * Lies over a page whose session ended: one signs in, here or in another tab, and the page goes on as it was. Where somebody else signed
 * in, or for another tenant, it goes on for nobody: what was typed can still be read, and the page is loaded anew.
 */
import { html, nothing } from 'lit';
import { LightElement } from '../ui/element.js';
import { t } from '../text/messages.js';
import './sign-in.js';

/** What was typed into the sheet that is open, with the names of its fields. @returns {{label: string, text: string}[]} */
function typed() {
  const fields = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('dialog.sheet[open] :is(input:not([type]), input[type="text"], textarea)'));
  return [...fields].filter(field => field.value).map(field => ({ label: field.labels?.[0]?.textContent?.trim() ?? '', text: field.value }));
}

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
    this.listen(this.session, 'replaced', () => this.#show());
    this.listen(this.session, 'change', () => {
      this.querySelector('dialog')?.close();
      this.requestUpdate();
    });
    this.listen(document, 'visibilitychange', () => this.#look());
  }

  async #show() {
    this.requestUpdate();
    await this.updateComplete;
    const dialog = this.querySelector('dialog');
    if (!dialog?.open) {
      dialog?.showModal();
    }
  }

  /** Begins anew; without the page first, whose sheet would ask whether its text may go. */
  #anew() {
    document.querySelector('main')?.remove();
    location.reload();
  }

  /** Another tab may have signed in meanwhile. */
  async #look() {
    if (this.session.isOver && document.visibilityState === 'visible') {
      await this.session.recover();
    }
  }

  #again() {
    return html`<header><h2 id="over">${t('session.over')}</h2></header>
      <div class="body"><p>${t('session.over_why')}</p>${this.session.isOver ? html`<k-sign-in .session=${this.session}></k-sign-in>` : nothing}</div>`;
  }

  /** @param {{name: string, tenant: string}} by */
  #replaced(by) {
    const { name, tenant } = this.session;
    const texts = typed();
    return html`<header><h2 id="over">${t('session.replaced')}</h2></header>
      <div class="body"><p>${t('session.replaced_why', { name, tenant, newName: by.name, newTenant: by.tenant })}</p>
        ${texts.length ? html`<p>${t('session.replaced_typed')}</p><dl class="typed">${texts.map(({ label, text }) => html`<dt class="quiet">${label}</dt><dd>${text}</dd>`)}</dl>` : nothing}</div>
      <footer><button class="main" type="button" @click=${() => this.#anew()}>${t('session.anew')}</button></footer>`;
  }

  render() {
    const { replacedBy } = this.session;
    return html`<dialog aria-labelledby="over" @cancel=${(/** @type {Event} */ event) => event.preventDefault()}>${replacedBy ? this.#replaced(replacedBy) : this.#again()}</dialog>`;
  }
}
customElements.define('k-session-over', SessionOver);
