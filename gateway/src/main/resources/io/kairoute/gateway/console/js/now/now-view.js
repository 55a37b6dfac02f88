// @ts-check
/** Now, drawn: one sentence, occasions and queues side by side, causes and decisions below, the node at the foot. */
import { html, nothing } from 'lit';
import { LightElement } from '../ui/element.js';
import { icon, mark } from '../ui/icon.js';
import { emptyState, errorState, loadingState } from '../ui/states.js';
import { ago, clockSeconds, duration, millis } from '../text/format.js';
import { t } from '../text/messages.js';
import { heldSentence, liveSentence, rateSentence } from './sentence.js';
import { occasionTable } from './occasions.js';
import { queueTable } from './queues.js';
import { causeList, decisionTable } from './decisions.js';

class NowView extends LightElement {
  static properties = { app: { attribute: false }, held: { attribute: false }, lines: { attribute: false }, node: { attribute: false }, problem: { attribute: false }, paused: { state: true } };

  constructor() {
    super();
    /** @type {import('../app/app.js').App} */
    this.app = /** @type {any} */ (undefined);
    /** @type {import('../model/held-store.js').HeldStore} */
    this.held = /** @type {any} */ (undefined);
    /** @type {Map<string, number[]>} */
    this.lines = new Map();
    /** @type {any} */
    this.node = undefined;
    /** @type {any} */
    this.problem = undefined;
    this.retry = () => {};
    /** @type {any[] | undefined} the decisions that are shown while somebody reads them */
    this.paused = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    const { now, words } = this.app;
    this.listen(now, 'change', () => this.drawSoon());
    this.listen(now, 'state', () => this.requestUpdate());
    this.listen(words, 'change', () => this.requestUpdate());
    this.listen(this.held, 'change', () => this.requestUpdate());
    this.every(1000, () => now.isStale && this.requestUpdate());
  }

  /** The class of what is drawn from old news. */
  get #old() {
    return this.app.now.isStale ? 'stale' : '';
  }

  #sentence() {
    const { now, words } = this.app;
    const { parts } = now;
    return html`<p class="sentence ${this.#old}">${[
      rateSentence(parts.totals),
      liveSentence(parts.live_occasions?.rows ?? [], this.held.live, words, now.time),
      heldSentence(parts.held, parts.queues?.rows ?? [], words),
    ].filter(Boolean).join(' ')}</p>`;
  }

  #warnings() {
    const told = this.app.now.parts.warnings?.rows ?? [];
    const grave = told.filter((/** @type {any} */ one) => !['QUEUE_STALE'].includes(one.code)).slice(0, 2);
    return grave.map((/** @type {any} */ one) => html`<p class="note ${one.code === 'LIVE_ENDS_SOON' ? 'live' : 'warn'}">${icon('alert')}<span>${t(`warning.${one.code.toLowerCase()}`, { id: one.id ?? '' })}</span></p>`);
  }

  #foot() {
    const { node } = this;
    const { totals } = this.app.now.parts;
    return node ? html`<footer class="now-foot quiet ${this.#old}">
      <span>${t('node.loops', { applied: node.loops_applied ?? 0, loops: node.loops ?? 0, revision: String(this.app.now.publication?.revision ?? '–') })}</span>
      <span>${node.segment_set_version ? t('node.set', { set: node.segment_set_version, age: ago(node.segment_set_time, this.app.now.time) }) : t('node.no_set')}</span>
      <span>${Number(totals?.lost ?? node.decisions_lost ?? 0) ? mark('warn', 'alert', t('node.lost', { count: Number(totals?.lost ?? node.decisions_lost) })) : t('node.none_lost')}</span>
      <span>${t('node.up', { span: duration(this.app.now.time - millis(node.start_time)), version: node.version ?? '' })}</span></footer>` : nothing;
  }

  #decisions() {
    const { app, paused } = this;
    const hold = () => { this.paused ??= app.now.decisions; };
    const letGo = (/** @type {any} */ event) => {
      if (!event.currentTarget.matches(':hover, :focus-within')) {
        this.paused = undefined;
      }
    };
    return html`<section class="recent" aria-labelledby="recent" @mouseenter=${hold} @focusin=${hold} @mouseleave=${letGo} @focusout=${(/** @type {any} */ event) => setTimeout(letGo, 0, { currentTarget: event.currentTarget })}>
      <h2 id="recent">${t('now.decisions')} ${paused ? html`<small>${t('now.paused')}</small>` : nothing}</h2>
      ${decisionTable(paused ?? app.now.decisions, app)}</section>`;
  }

  render() {
    const { app } = this;
    const { now } = app;
    if (!now.isThere) {
      return html`<h1 class="unseen">${t('page.now')}</h1>${this.problem ? errorState(this.problem, this.retry) : loadingState()}`;
    }
    if (Number(now.parts.revision?.revision ?? 0) === 0) {
      return html`<h1>${t('page.now')}</h1>${emptyState({ title: t('now.no_table'), why: t('now.no_table_why') })}`;
    }
    return html`<h1 class="unseen">${t('page.now')}</h1>
      <div class="now ${now.isStale ? 'old' : ''}">
        ${now.isStale ? html`<p class="note bad" role="alert">${icon('alert')}<span>${t('stale.banner', { time: clockSeconds(now.heardAt, app.zone), span: duration(now.time - now.heardAt) })}</span></p>` : nothing}
        <div class="now-top">${this.#sentence()}<div class="now-warnings ${this.#old}">${this.#warnings()}</div></div>
        <section aria-labelledby="occasions"><h2 id="occasions">${t('now.occasions')}</h2>${occasionTable(now.parts.occasions, this.lines, app)}</section>
        <section aria-labelledby="queues"><h2 id="queues">${t('now.queues')}</h2>${queueTable(now.parts.queues, app)}</section>
        <div class="now-below"><section class=${this.#old} aria-labelledby="causes"><h2 id="causes">${t('now.causes')}</h2>${causeList(now.parts.causes, now.parts.totals)}</section>
        ${this.#decisions()}</div>
        ${this.#foot()}
      </div>`;
  }
}
customElements.define('k-now-view', NowView);
