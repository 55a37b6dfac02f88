// @ts-check
/** The head of every page: which center this is, what routes it, what is held, how fresh the page is, what time it is there. */
import { html, nothing } from 'lit';
import { LightElement } from '../ui/element.js';
import { icon, mark } from '../ui/icon.js';
import { ago, clock, clockSeconds, moment, zoneName } from '../text/format.js';
import { t } from '../text/messages.js';
import { nextTheme, showTheme, theme } from './theme.js';

const STREAM = {
  connecting: ['off', 'ring', ''],
  open: ['ok', 'dot', 'fill'],
  stale: ['bad', 'alert', ''],
  restarting: ['warn', 'again', ''],
};

class Head extends LightElement {
  static properties = { app: { attribute: false } };

  constructor() {
    super();
    /** @type {import('./app.js').App} */
    this.app = /** @type {any} */ (undefined);
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(this.app.now, 'change', () => this.drawSoon());
    this.listen(this.app.now, 'state', () => this.requestUpdate());
    this.listen(this.app.words, 'change', () => this.requestUpdate());
    this.listen(this.app.session, 'change', () => this.requestUpdate());
    this.every(1000, () => this.requestUpdate());
  }

  #theme() {
    showTheme(nextTheme());
    this.requestUpdate();
  }

  #tenant() {
    const { session } = this.app;
    return session.tenants.length < 2 ? html`<b title=${session.tenant}>${session.tenant}</b>` : html`<select aria-label=${t('head.tenant')}
      @change=${(/** @type {any} */ event) => session.choose(event.target.value)}>${session.tenants.map(tenant => html`<option ?selected=${tenant === session.tenant}>${tenant}</option>`)}</select>`;
  }

  #stream() {
    const { now } = this.app;
    const [kind, shape, fill] = STREAM[now.state];
    const word = now.state === 'stale' && now.heardAt ? t('stream.stale_since', { time: clockSeconds(now.heardAt, this.app.zone) }) : t(`stream.${now.state}`);
    return html`<span role="status" title=${now.heardAt ? t('stream.heard', { ago: ago(now.heardAt, now.time) }) : nothing}>${mark(`${kind} ${fill}`, shape, word)}</span>`;
  }

  #clock() {
    const { zone, now } = this.app;
    const here = clock(now.time);
    const there = clock(now.time, zone);
    return html`<span><time>${there}</time> <span class="quiet">${zoneName(zone, now.time)}${here === there ? nothing : ` · ${t('clock.here', { time: here })}`}</span></span>`;
  }

  render() {
    const { session, now } = this.app;
    const published = now.publication;
    return html`<header class="head">
      <a class="product" href="/now">${icon('mark')}Kairoute</a>
      ${session.isOpen ? html`
        <span class="place">${this.#tenant()}${session.isDemo ? html`<span class="environment">${t('head.demo')}</span>` : nothing}</span>
        ${published ? html`<a class="revision ${now.isStale ? 'stale' : ''}" href="/log?kind=table_published" title=${t('head.revision_why')}>${t('head.revision', {
          revision: String(published.revision), time: moment(published.time, this.app.zone), by: published.by })}</a>` : nothing}
        <span class="right">
          ${now.isThere ? html`<a class="held ${now.isStale ? 'stale' : ''}" href="/handover">${mark('held', 'held', t('head.held', { count: now.heldCount }))}</a>` : nothing}
          ${this.#stream()}
          ${this.#clock()}
          <button class="bare" type="button" @click=${this.#theme} aria-label=${t('head.theme', { theme: t(`theme.${theme()}`) })} title=${t('head.theme', { theme: t(`theme.${theme()}`) })}>${icon(`theme-${theme()}`)}</button>
          <span class="person"><span class="clip" title=${[...session.roles].join(', ')}>${session.name}</span>
            <button class="bare" type="button" @click=${() => session.close()} aria-label=${t('head.sign_out')} title=${t('head.sign_out')}>${icon('leave')}</button></span>
        </span>` : nothing}
    </header>`;
  }
}
customElements.define('k-head', Head);
