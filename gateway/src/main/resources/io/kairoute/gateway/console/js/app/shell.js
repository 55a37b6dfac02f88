// @ts-check
/** The frame: head, rail, the page of the address, and what lies over all of them. */
import { html, nothing } from 'lit';
import { LightElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import { errorState, forbiddenState, loadingState } from '../ui/states.js';
import { t } from '../text/messages.js';
import { Problem, send } from '../api/call.js';
import { PAGES } from './routes.js';
import { hearKeys } from './keys.js';
import './head.js';
import './sign-in.js';
import './toasts.js';
import './session-over.js';
import './help.js';

/** From when on a page that does not come is said to be loading, in place of the one before. */
const SLOW_MS = 400;

/** Whether the node answers. */
const isAnswering = () => send('GET', '/console/session').then(() => true, () => false);

class Shell extends LightElement {
  static properties = { app: { attribute: false }, problem: { attribute: false }, shown: { state: true }, missing: { state: true }, isSlow: { state: true } };

  constructor() {
    super();
    /** @type {import('./app.js').App} */
    this.app = /** @type {any} */ (undefined);
    /** @type {import('../api/call.js').Problem | undefined} */
    this.problem = undefined;
    /** @type {HTMLElement | undefined} the element of the page */
    this.shown = undefined;
    /** @type {import('./routes.js').Page | undefined} the page of the address, whose files could not be fetched */
    this.missing = undefined;
    /** Whether the files of the page of the address take their time. */
    this.isSlow = false;
    this.isAsking = false;
    /** Ends when the page of the address is shown. @type {Promise<void>} */
    this.showing = Promise.resolve();
  }

  connectedCallback() {
    super.connectedCallback();
    const { routes, session } = this.app;
    this.listen(routes, 'change', () => { this.showing = this.#show(); });
    this.listen(session, 'change', () => this.#show());
    this.listen(this.app.now, 'change', () => this.#again());
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
    const { page } = routes;
    this.missing = undefined;
    this.isSlow = false;
    if (this.shown?.localName === page.tag) {
      this.requestUpdate();
      return;
    }
    const patience = setTimeout(() => { this.isSlow = page === routes.page; }, SLOW_MS);
    const isThere = await page.load().then(() => true, () => false);
    clearTimeout(patience);
    if (page !== routes.page) {
      return;
    }
    this.isSlow = false;
    if (!isThere) {
      this.missing = page;
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

  /**
   * Tries again to fetch the files of the page, once the node speaks. Where they are not to be had all the same, this is an older
   * version of the console than the node's: it is loaded anew.
   */
  async #again() {
    const { missing } = this;
    if (!missing || this.isAsking) {
      return;
    }
    this.isAsking = true;
    const isThere = await missing.load().then(() => true, () => false);
    this.isAsking = false;
    if (missing !== this.missing) {
      return;
    }
    if (isThere) {
      this.#show();
    } else if (await isAnswering()) {
      location.reload();
    }
  }

  /** @param {string} letter */
  #press(letter) {
    if (letter === '?') {
      /** @type {any} */ (this.querySelector('k-help')).open();
    } else if (letter === 'o') {
      this.app.routes.go('/live?declare=1');
    } else if (letter === '/') {
      this.#search();
    } else {
      return false;
    }
    return true;
  }

  /** Puts the cursor into the search of this page, or of Why where it has none. */
  async #search() {
    const field = () => /** @type {HTMLElement | null} */ (this.querySelector('[data-search]'));
    if (!field()) {
      this.app.routes.go('/why');
      await this.showing;
      await /** @type {any} */ (this.shown)?.updateComplete;
      await /** @type {any} */ (this.querySelector('k-why-view'))?.updateComplete;
    }
    field()?.focus();
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
    if (!session.may('viewer')) {
      return forbiddenState('viewer');
    }
    if (this.missing) {
      return errorState(new Problem(0), () => this.#again());
    }
    return this.isSlow ? loadingState() : this.shown ?? loadingState();
  }
}
customElements.define('k-shell', Shell);
