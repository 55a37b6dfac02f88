// @ts-check
/** The phone, drawn for a thumb: what is live and held as a list, the two things to do at the foot of the screen. */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { LightElement } from '../ui/element.js';
import { icon, mark } from '../ui/icon.js';
import { timeLeft } from '../ui/left.js';
import { permitted } from '../ui/permit.js';
import { emptyState, errorState, faultNote, loadingState } from '../ui/states.js';
import { MINUTE, clockSeconds, duration } from '../text/format.js';
import { t } from '../text/messages.js';
import { actorName } from '../model/actor.js';
import { scopeText } from '../model/scope.js';
import { rateSentence } from '../now/sentence.js';

const LONGER = 30 * MINUTE;

class OutageView extends LightElement {
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
    this.listen(this.app.words, 'change', () => this.requestUpdate());
    this.every(1000, () => this.requestUpdate());
  }

  /** @param {import('../live/held-sheets.js').Wish} wish */
  #ask(wish) {
    this.dispatchEvent(new CustomEvent('wish', { detail: wish }));
  }

  /** @param {any} live */
  #live(live) {
    const { app } = this;
    const name = app.words.name('occasion', live.occasion);
    return html`<li><div class="card-top"><span class="mark live fill">${icon('diamond')}<b>${name}</b></span> ${timeLeft(live.start_time, live.expire_time, app)}</div>
      <p>${scopeText(live)}</p><p class="quiet">${live.reason} · ${actorName(live.declared_by)}</p>
      <div class="bar-of-actions">${permitted(app.session, { role: 'operator', label: `+${duration(LONGER)}`, name: t('extend.name', { span: duration(LONGER), occasion: name }), press: () => this.#ask({ type: 'extend', live, by: LONGER }) })}
        ${permitted(app.session, { role: 'operator', label: t('resolve.action'), name: t('resolve.title', { occasion: name }), press: () => this.#ask({ type: 'end', live }) })}</div></li>`;
  }

  /** @param {any} queue */
  #queue(queue) {
    const { app } = this;
    const { override } = queue;
    return html`<li><div class="card-top"><span class="mark held">${icon('held')}<b>${queue.name || queue.queue}</b></span> ${timeLeft(override.start_time, override.expire_time, app, 'held')}</div>
      <p>${t(`override.${override.kind.toLowerCase()}`)}${override.redirect_to ? html` ${icon('arrow')} ${app.words.name('queue', override.redirect_to)}` : nothing}</p><p class="quiet">${override.reason} · ${actorName(override.set_by)}</p>
      <div class="bar-of-actions">${permitted(app.session, { role: 'operator', label: t('clear.action'), name: t('clear.title', { queue: queue.name || queue.queue }), press: () => this.#ask({ type: 'end', queue }) })}</div></li>`;
  }

  /** @param {any} one */
  #switch(one) {
    const { app } = this;
    const name = t(`switch.${one.switch}`);
    return html`<li><div class="card-top"><span class="mark held">${icon('held')}<b>${name}</b></span> ${timeLeft(undefined, one.expire_time, app, 'held')}</div>
      <p>${t('switch.is_off')}</p><p class="quiet">${one.reason} · ${actorName(one.set_by)}</p>
      <div class="bar-of-actions">${permitted(app.session, { role: 'operator', label: t('switch.on'), name: t('switch.on_title', { switch: name }), press: () => this.#ask({ type: 'switch', switch: one.switch, off: false }) })}</div></li>`;
  }

  /** What holds where nothing is held by hand. */
  #nothing() {
    const { now } = this.app;
    return now.isThere && !now.publication ? emptyState({ title: t('now.no_table'), why: t('now.no_table_why') }) : emptyState({ title: t('outage.nothing'), why: t('outage.nothing_why') });
  }

  #list() {
    const { held } = this;
    if (!held.isThere) {
      return held.problem ? errorState(held.problem, () => held.load()) : loadingState();
    }
    const { notEnded, overridden, off } = held;
    return html`${faultNote(held.problem)}${notEnded.length + overridden.length + off.length === 0 ? this.#nothing()
      : html`<ul class="cards ${this.app.now.isStale ? 'stale' : ''}">${repeat(notEnded, one => one.id, one => this.#live(one))}${repeat(overridden, one => one.queue, one => this.#queue(one))}${off.map(one => this.#switch(one))}</ul>`}`;
  }

  render() {
    const { app, held } = this;
    const { now } = app;
    return html`<div class="phone">
      <header><h1>${t('page.outage')}</h1><span class="quiet clip">${app.session.tenant}</span>
        ${now.isStale ? mark('bad', 'alert', t('stream.stale_since', { time: clockSeconds(now.heardAt, app.zone) })) : nothing}</header>
      ${now.isThere ? html`<p class="quiet ${now.isStale ? 'stale' : ''}">${rateSentence(now.parts.totals)}</p>` : nothing}
      ${this.#list()}
      <div class="thumb">${permitted(app.session, { role: 'operator', kind: 'main', label: t('declare.open'), press: () => this.#ask({ type: 'declare' }) })}
        ${permitted(app.session, { role: 'operator', label: t('override.ask'), reason: held.isThere && !held.queues.length ? t('now.no_table') : '', press: () => this.#ask({ type: 'override' }) })}</div></div>`;
  }
}
customElements.define('k-outage-view', OutageView);
