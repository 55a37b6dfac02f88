// @ts-check
/** Live, drawn: live occasions, held queues, switches. One table each, the next to end first. */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { LightElement } from '../ui/element.js';
import { icon, mark } from '../ui/icon.js';
import { SOON_MS, timeLeft } from '../ui/left.js';
import { permitted } from '../ui/permit.js';
import { emptyState, errorState, faultNote, loadingState } from '../ui/states.js';
import { HOUR, MINUTE, duration, millis, moment, number } from '../text/format.js';
import { t } from '../text/messages.js';
import { actorName } from '../model/actor.js';
import { idleFor } from '../model/idle.js';
import { scopeText } from '../model/scope.js';

const EXTENSIONS = [30 * MINUTE, HOUR];

class LiveView extends LightElement {
  static properties = { app: { attribute: false }, held: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../app/app.js').App} */
    this.app = /** @type {any} */ (undefined);
    /** @type {import('../model/held-store.js').HeldStore} */
    this.held = /** @type {any} */ (undefined);
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(this.held, 'change', () => this.requestUpdate());
    this.listen(this.app.now, 'change', () => this.drawSoon());
    this.listen(this.app.now, 'state', () => this.requestUpdate());
    this.every(1000, () => this.requestUpdate());
  }

  /** @param {import('./held-sheets.js').Wish} wish */
  #ask(wish) {
    this.dispatchEvent(new CustomEvent('wish', { detail: wish }));
  }

  /** The class of what may have changed since, and nobody told. */
  get #old() {
    return this.app.now.isStale ? 'stale' : '';
  }

  /** Words about a row that somebody should see. @param {any} live */
  #words(live) {
    const idle = idleFor(this.app.now.parts, live.id, this.app.now.time);
    return html`${idle ? mark('warn', 'empty', t('live.fits_nobody', { span: duration(idle) })) : nothing}
      ${millis(live.expire_time) - this.app.now.time < SOON_MS ? mark('warn', 'clock', t('live.ends_soon')) : nothing}
      ${live.state === 'PENDING' ? mark('off', 'clock', t('live.begins', { time: moment(live.start_time, this.app.zone, this.app.now.time) })) : nothing}`;
  }

  /** @param {any} live */
  #occasion(live) {
    const { app } = this;
    const rate = (app.now.parts.live_occasions?.rows ?? []).find((/** @type {any} */ row) => row.id === live.id);
    const name = app.words.name('occasion', live.occasion);
    return html`<tr>
      <th scope="row"><span class="mark live fill">${icon('diamond')}<b>${name}</b></span><br><small>${live.id}</small></th>
      <td data-label=${t('live.scope')}>${scopeText(live)}<br>${this.#words(live)}</td>
      <td data-label=${t('live.fits')} class="number">${rate ? number(rate.fitted_per_minute ?? 0) : '–'}</td>
      <td data-label=${t('live.left')}>${timeLeft(live.start_time, live.expire_time, app)}</td>
      <td data-label=${t('live.why')}><span class="reason">${live.reason}</span><br><small>${actorName(live.declared_by)}, ${moment(live.declare_time, app.zone, app.now.time)}</small></td>
      <td><div class="row-actions">
        ${EXTENSIONS.map(by => permitted(app.session, { role: 'operator', kind: 'small', label: `+${duration(by)}`, name: t('extend.name', { span: duration(by), occasion: name }), press: () => this.#ask({ type: 'extend', live, by }) }))}
        ${permitted(app.session, { role: 'operator', kind: 'small', label: t('resolve.action'), name: t('resolve.title', { occasion: name }), press: () => this.#ask({ type: 'end', live }) })}
      </div></td></tr>`;
  }

  #occasions() {
    const rows = this.held.notEnded;
    return html`<section aria-labelledby="live-occasions"><h2 id="live-occasions">${t('live.occasions')} <span class="quiet">${rows.length}</span></h2>
      ${rows.length ? html`<div class="wide"><table class="two-line live-table cards-if-narrow ${this.#old}">
        <thead><tr><th scope="col">${t('live.occasion')}</th><th scope="col">${t('live.scope')}</th><th scope="col" class="number">${t('live.fits')}</th>
          <th scope="col">${t('live.left')}</th><th scope="col">${t('live.why')}</th><th scope="col"><span class="unseen">${t('live.actions')}</span></th></tr></thead>
        <tbody>${repeat(rows, live => live.id, live => this.#occasion(live))}</tbody></table></div>`
        : emptyState({ title: t('live.none'), why: t('live.none_why') })}</section>`;
  }

  /** @param {any} queue */
  #queue(queue) {
    const { app } = this;
    const { override } = queue;
    return html`<tr>
      <th scope="row"><span class="mark held">${icon('held')}<b>${queue.name || queue.queue}</b></span></th>
      <td data-label=${t('live.kind')}>${t(`override.${override.kind.toLowerCase()}`)}${override.redirect_to ? html` ${icon('arrow')} ${app.words.name('queue', override.redirect_to)}` : nothing}</td>
      <td data-label=${t('live.left')}>${timeLeft(override.start_time, override.expire_time, app, 'held')}</td>
      <td data-label=${t('live.why')}><span class="reason">${override.reason}</span><br><small>${actorName(override.set_by)}, ${moment(override.set_time, app.zone, app.now.time)}</small></td>
      <td><div class="row-actions">${permitted(app.session, { role: 'operator', kind: 'small', label: t('clear.action'), name: t('clear.title', { queue: queue.name || queue.queue }), press: () => this.#ask({ type: 'end', queue }) })}</div></td></tr>`;
  }

  #queues() {
    const rows = this.held.overridden;
    return html`<section aria-labelledby="live-queues">
      <div class="section-head"><h2 id="live-queues">${t('live.queues')} <span class="quiet">${rows.length}</span></h2>
        ${permitted(this.app.session, { role: 'operator', kind: 'small', label: t('override.ask'), reason: this.held.queues.length ? '' : t('now.no_table'), press: () => this.#ask({ type: 'override' }) })}</div>
      ${rows.length ? html`<div class="wide"><table class="two-line held-table cards-if-narrow ${this.#old}">
        <thead><tr><th scope="col">${t('live.queue')}</th><th scope="col">${t('live.kind')}</th><th scope="col">${t('live.left')}</th><th scope="col">${t('live.why')}</th>
          <th scope="col"><span class="unseen">${t('live.actions')}</span></th></tr></thead>
        <tbody>${repeat(rows, queue => queue.queue, queue => this.#queue(queue))}</tbody></table></div>` : html`<p class="quiet">${t('live.no_queues')}</p>`}</section>`;
  }

  #switches() {
    const { app } = this;
    return html`<section aria-labelledby="live-switches"><h2 id="live-switches">${t('live.switches')}</h2>
      <table class="two-line held-table cards-if-narrow switches ${this.#old}"><tbody>${this.held.switches.map(one => html`<tr>
        <th scope="row"><b>${t(`switch.${one.switch}`)}</b></th>
        <td>${one.off ? mark('held', 'held', t('switch.is_off')) : mark('ok fill', 'dot', t('switch.is_on'))}</td>
        <td>${one.off ? timeLeft(undefined, one.expire_time, app, 'held') : nothing}</td>
        <td>${one.off ? html`<span class="reason">${one.reason}</span><br><small>${actorName(one.set_by)}</small>` : html`<small>${t(`switch.${one.switch}_why`)}</small>`}</td>
        <td><div class="row-actions">${permitted(app.session, { role: 'operator', kind: 'small', label: t(one.off ? 'switch.on' : 'switch.off_open'),
          name: t(one.off ? 'switch.on_title' : 'switch.off_title', { switch: t(`switch.${one.switch}`) }), press: () => this.#ask({ type: 'switch', switch: one.switch, off: !one.off }) })}</div></td></tr>`)}</tbody></table></section>`;
  }

  render() {
    const { held, app } = this;
    const head = html`<div class="page-head"><h1>${t('page.live')}</h1><p class="quiet">${t('live.lead')}</p>
      <div class="bar-of-actions">${permitted(app.session, { role: 'operator', kind: 'main', label: t('declare.open'), press: () => this.#ask({ type: 'declare' }) })}</div></div>`;
    if (!held.isThere) {
      return html`${head}${held.problem ? errorState(held.problem, () => held.load()) : loadingState()}`;
    }
    return html`${head}${faultNote(held.problem)}<div class="sections">${this.#occasions()}${this.#queues()}${this.#switches()}</div>`;
  }
}
customElements.define('k-live-view', LiveView);
