// @ts-check
/** Wall, drawn to be read from five metres: the rate, how sure, occasions, queues in trouble, what is live, what time it is. */
import { html, nothing } from 'lit';
import { LightElement } from '../ui/element.js';
import { css } from '../ui/css-properties.js';
import { icon, mark } from '../ui/icon.js';
import { spark, topOf } from '../ui/spark.js';
import { MINUTE, clock, clockSeconds, duration, millis, moment, number, percent, zoneName } from '../text/format.js';
import { t } from '../text/messages.js';
import { scopeText } from '../model/scope.js';
import { bands, changeMark } from '../now/occasions.js';
import { oldReport } from '../now/queues.js';
import { inTrouble } from './trouble.js';

const OCCASIONS = 9;
const QUEUES = 9;
const LIVE = 4;
class WallView extends LightElement {
  static properties = { app: { attribute: false }, held: { attribute: false }, line: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../app/app.js').App} */
    this.app = /** @type {any} */ (undefined);
    /** @type {import('../model/held-store.js').HeldStore} */
    this.held = /** @type {any} */ (undefined);
    /** @type {number[]} */
    this.line = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(this.app.now, 'change', () => this.drawSoon());
    this.listen(this.app.now, 'state', () => this.requestUpdate());
    this.listen(this.held, 'change', () => this.requestUpdate());
    this.every(1000, () => this.requestUpdate());
  }

  #rate() {
    const totals = this.app.now.parts.totals ?? {};
    const figure = totals.counted ? number(totals.per_minute ?? 0) : '–';
    return html`<section class="wall-rate" aria-label=${t('wall.rate')}>
      <p class="huge" ${css({ '--figures': String(figure.length) })}>${figure}</p><p class="wall-label">${t('wall.rate')} ${changeMark(totals.per_minute ?? 0, totals.week_ago_per_minute ?? totals.hour_per_minute)}</p>
      ${spark(this.line, topOf([this.line]), { width: 480, height: 72 })}
      ${totals.per_minute ? html`${bands(totals)}<p class="wall-label">${t('bands.label', this.#shares(totals))}</p>` : nothing}</section>`;
  }

  /** @param {any} totals */
  #shares(totals) {
    const all = (totals.clear ?? 0) + (totals.ambiguous ?? 0) + (totals.none ?? 0) || 1;
    return { clear: percent((totals.clear ?? 0) / all), ambiguous: percent((totals.ambiguous ?? 0) / all), none: percent((totals.none ?? 0) / all) };
  }

  #occasions() {
    const rows = (this.app.now.parts.occasions?.rows ?? []).slice(0, OCCASIONS);
    if (rows.length === 0) {
      return html`<section><h2>${t('now.occasions')}</h2><p class="quiet">${t('now.nothing_decided')}</p></section>`;
    }
    return html`<section><h2>${t('now.occasions')}</h2><table><tbody>${rows.map((/** @type {any} */ row) => {
      const rate = (row.clear ?? 0) + (row.ambiguous ?? 0) + (row.none ?? 0);
      return html`<tr><th scope="row"><span class="clip">${this.app.words.name('occasion', row.occasion)}</span></th><td class="number">${number(rate)}</td><td class="number wall-change">${changeMark(rate, row.hour_per_minute)}</td></tr>`;
    })}</tbody></table></section>`;
  }

  #queues() {
    const { now, words } = this.app;
    const rows = inTrouble(now.parts.queues?.rows ?? []);
    const well = now.publication ? mark('ok', 'check', t('wall.no_trouble')) : mark('bad', 'alert', t('now.no_table'));
    return html`<section><h2>${t('wall.trouble')}</h2>${rows.length ? html`<table><tbody>${rows.slice(0, QUEUES).map(({ row, words: told }) => html`<tr>
      <th scope="row"><span class="clip">${words.name('queue', row.queue)}</span></th><td>${told}</td>${this.#wait(row)}</tr>`)}</tbody></table>
      ${rows.length > QUEUES ? html`<p class="wall-label">${t('now.more', { count: rows.length - QUEUES })}</p>` : nothing}`
      : html`<p>${well}</p>`}</section>`;
  }

  /** How long one waits; what was told long ago is hatched. @param {any} row */
  #wait(row) {
    const old = oldReport(row, this.app.now.time);
    return html`<td class="number ${old ? 'stale' : ''}">${row.expected_wait_ms === undefined ? '–' : duration(Number(row.expected_wait_ms))}${old ? html`<span class="unseen"> ${old}</span>` : nothing}</td>`;
  }

  #live() {
    const { app, held } = this;
    const rows = app.now.parts.live_occasions?.rows ?? [];
    return html`<section class="wall-live"><h2>${t('live.occasions')}</h2>${rows.length ? html`<ul>${rows.slice(0, LIVE).map((/** @type {any} */ row) => {
      const full = held.live.find(one => one.id === row.id);
      const left = millis(row.expire_time) - app.now.time;
      const share = left / Math.max(1, millis(row.expire_time) - millis(row.start_time));
      return html`<li><span class="mark live fill">${icon('diamond')}<b>${app.words.name('occasion', row.occasion)}</b></span> <span>${full ? scopeText(full) : ''}</span> <b class="number">${duration(left)}</b>
        <span class="left-bar" ${css({ '--share': String(Math.max(0, Math.min(1, share))) })}></span></li>`;
    })}</ul>${rows.length > LIVE ? html`<p class="wall-label">${t('now.more', { count: rows.length - LIVE })}</p>` : nothing}` : html`<p class="quiet">${t('wall.no_live')}</p>`}</section>`;
  }

  /** A person's session ends after hours; who hangs a screen up is told, and how it stays on. */
  #session() {
    const { session, zone, now } = this.app;
    if (session.isWall) {
      return nothing;
    }
    const isOpen = session.ways.includes('NAME');
    return html`<p class="wall-session"><span>${t(isOpen ? 'wall.session_open' : 'wall.session', { name: session.name, time: session.endTime ? moment(session.endTime, zone, now.time) : '–' })}</span>
      ${isOpen ? nothing : html`<button type="button" @click=${() => session.close('/wall')}>${t('wall.use_key')}</button>`}</p>`;
  }

  render() {
    const { app } = this;
    const { now } = app;
    const shift = Math.floor(Date.now() / MINUTE) % 4;
    return html`<h1 class="unseen">${t('page.wall')}</h1>
      <div class="wall ${now.isStale ? 'stale' : ''}" ${css({ '--shift-x': `${shift % 2}px`, '--shift-y': `${shift >> 1}px` })}>
        <header><b>${app.session.tenant}</b>${now.isThere ? html`<span class="mark held">${icon('held')}${t('head.held', { count: now.heldCount })}</span>` : nothing}<span class="wall-clock"><time>${clock(now.time, app.zone)}</time> <small>${zoneName(app.zone)}</small></span></header>
        ${now.isThere ? html`${this.#rate()}${this.#occasions()}${this.#queues()}${this.#live()}` : html`<p class="wall-label">${t('state.loading')}</p>`}
        ${this.#session()}
        ${now.isStale ? html`<p class="wall-stale" role="alert">${t('wall.stale', { time: now.heardAt ? clockSeconds(now.heardAt, app.zone) : '–' })}</p>` : nothing}
      </div>`;
  }
}
customElements.define('k-wall-view', WallView);
