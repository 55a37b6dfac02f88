// @ts-check
/** The frame: head, rail, the page of the address, and what lies over all of them. */
import { html, nothing } from 'lit';
import { LightElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import { errorState, forbiddenState, loadingState } from '../ui/states.js';
import { t } from '../text/messages.js';
import { PAGES } from './routes.js';
import { hearKeys } from './keys.js';
import './head.js';
import './sign-in.js';
import './toasts.js';
import './session-over.js';
import './help.js';

class Shell extends LightElement {
  static properties = { app: { attribute: false }, problem: { attribute: false }, shown: { state: true } };

  constructor() {
    super();
    /** @type {import('./app.js').App} */
    this.app = /** @type {any} */ (undefined);
    /** @type {import('../api/call.js').Problem | undefined} */
    this.problem = undefined;
    /** @type {HTMLElement | undefined} the element of the page */
    this.shown = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    const { routes, session } = this.app;
    this.listen(routes, 'change', () => this.#show());
    this.listen(session, 'change', () => this.#show());
    hearKeys({
      go: letter => {
        const page = PAGES.find(one => one.key === letter);
        if (page) {
          routes.go(page.path);
        }
      },
      press: letter => this.#press(letter),
    }, this.life);
    this.#show();
  }

  async #show() {
    const { session, routes } = this.app;
    if (this.problem || !session.isOpen) {
      this.requestUpdate();
      return;
    }
    this.app.follow();
    const page = routes.page;
    if (this.shown?.localName === page.tag) {
      this.requestUpdate();
      return;
    }
    try {
      await page.load();
    } catch {
      // A file of an older version of the console is gone: the page is loaded anew.
      location.assign(location.href);
      return;
    }
    const shown = /** @type {any} */ (document.createElement(page.tag));
    shown.app = this.app;
    const isFirst = this.shown === undefined;
    this.shown = shown;
    document.title = `${t(`page.${page.path.slice(1)}`)} · Kairoute`;
    await this.updateComplete;
    if (!isFirst) {
      this.querySelector('main')?.focus();
      scrollTo(0, 0);
    }
  }

  /** @param {string} letter */
  #press(letter) {
    if (letter === '?') {
      /** @type {any} */ (this.querySelector('k-help')).open();
    } else if (letter === 'o') {
      this.app.routes.go('/live?declare=1');
    } else if (letter === '/') {
      const search = /** @type {HTMLElement | null} */ (this.querySelector('[data-search]'));
      if (search) {
        search.focus();
      } else {
        this.app.routes.go('/why');
      }
    } else {
      return false;
    }
    return true;
  }

  #rail() {
    const here = this.app.routes.page;
    return html`<nav class="rail" aria-label=${t('rail.label')}>${PAGES.filter(page => page.icon).map(page => html`
      <a href=${page.path} aria-current=${page === here ? 'page' : nothing}>${icon(page.icon ?? '')}<span>${t(`page.${page.path.slice(1)}`)}</span><kbd aria-hidden="true">g ${page.key}</kbd></a>`)}</nav>`;
  }

  render() {
    const { session, routes } = this.app;
    const isBare = session.isOpen && routes.page.isBare;
    this.toggleAttribute('data-bare', Boolean(isBare));
    return html`
      ${isBare ? nothing : html`<a class="skip" href="#page">${t('skip')}</a><k-head .app=${this.app}></k-head>`}
      ${session.isOpen && !isBare ? this.#rail() : nothing}
      <main class="outlet" id="page" tabindex="-1">${this.#page()}</main>
      <k-toasts></k-toasts>
      <k-session-over .session=${session}></k-session-over>
      <k-help></k-help>`;
  }

  #page() {
    if (this.problem) {
      return errorState(this.problem, () => location.reload());
    }
    const { session } = this.app;
    if (!session.isOpen) {
      return html`<k-sign-in .session=${session}></k-sign-in>`;
    }
    return session.may('viewer') ? this.shown ?? loadingState() : forbiddenState('viewer');
  }
}
customElements.define('k-shell', Shell);
