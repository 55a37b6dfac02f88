// @ts-check
/** Why, drawn: what was found at the left; the answer in a sentence, the path, the ledger and what-if at the right. */
import { html, nothing } from 'lit';
import { LightElement } from '../ui/element.js';
import { icon, mark } from '../ui/icon.js';
import { emptyState, errorState, loadingState } from '../ui/states.js';
import { fullTime } from '../text/format.js';
import { t, wordOf } from '../text/messages.js';
import { fieldValue } from '../text/said.js';
import { say } from '../app/toasts.js';
import { decisionList, isNarrowed } from './decision-list.js';
import { ledger } from './ledger.js';
import { path } from './path.js';
import { plainText, sentenceOf, valueText } from './story.js';
import './contact-form.js';

/** A value as JSON, as people read it. @param {string} field @param {string | undefined} json */
const differText = (field, json) => fieldValue(field, (json ?? '').replace(/^"([^"\\]*)"$/, '$1')) || '–';

class WhyView extends LightElement {
  static properties = { app: { attribute: false }, list: { attribute: false }, shown: { attribute: false }, problem: { attribute: false }, isBusy: { attribute: false }, near: { attribute: false }, draft: { attribute: false }, isLogged: { attribute: false }, values: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../app/app.js').App} */
    this.app = /** @type {any} */ (undefined);
    /** @type {any} */
    this.list = undefined;
    /** @type {any} */
    this.shown = undefined;
    /** @type {any} */
    this.problem = undefined;
    this.isBusy = false;
    /** @type {any} */
    this.near = undefined;
    /** @type {any} */
    this.draft = undefined;
    /** Whether what is changed is a logged contact. */
    this.isLogged = false;
    /** @type {any} */
    this.values = {};
  }

  /** @param {string} type @param {any} [detail] */
  #ask(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  async #copy() {
    const { request, decision } = this.shown;
    await navigator.clipboard.writeText(plainText(request, decision, this.app.words));
    say(t('why.copied'));
  }

  /** Whether the decision came out as it was logged. */
  #proof() {
    const { outcome, differences } = this.shown;
    if (!outcome) {
      const { table, isAsThen, isKeyLost } = this.shown;
      const on = table ? t('why.revision', { revision: table }) : t('why.current');
      return html`<p>${mark('off', 'flask', isAsThen ? t(table ? 'why.tried_then_on' : 'why.tried_then', { table: on }) : t('why.tried', { table: on }))}</p>
        ${isKeyLost ? html`<p class="note warn">${icon('key')}<span>${t('why.key_lost')}</span></p>` : nothing}`;
    }
    const words = outcome === 'SAME' ? mark('ok', 'check', t('why.same')) : mark('warn', 'alert', t(outcome === 'ERASED' ? 'why.erased' : 'why.different'));
    return html`<p>${words}</p>${differences.length ? html`<div class="wide"><table><thead><tr><th scope="col">${t('why.field')}</th><th scope="col">${t('why.logged')}</th><th scope="col">${t('why.again')}</th></tr></thead>
      <tbody>${differences.map((/** @type {any} */ one) => html`<tr><th scope="row">${wordOf('field', one.field)}</th><td>${differText(one.field, one.logged)}</td><td>${differText(one.field, one.again)}</td></tr>`)}</tbody></table></div>` : nothing}`;
  }

  #nearest() {
    const { near, app } = this;
    return html`<div class="nearest"><div class="section-head"><h3>${t('why.nearest')}</h3>
        <button class="small" type="button" ?disabled=${this.isBusy} @click=${() => this.#ask('nearest')}>${t('why.nearest_try')}</button></div>
      ${near ? html`<ul>${near.found.map((/** @type {any} */ one) => html`<li><button class="plain small" type="button" @click=${() => this.#ask('use', { [one.field]: one.value })}>
          ${t('why.nearest_one', { field: t(`ask.${one.field}`), value: String(one.value), queue: app.words.name('queue', one.queue) })}</button></li>`)}</ul>
        <p class="quiet" role="status">${near.tried === undefined ? t('why.nearest_trying') : t(near.found.length ? 'why.nearest_done' : 'why.nearest_none', { count: near.tried })}</p>` : html`<p class="quiet">${t('why.nearest_why')}</p>`}</div>`;
  }

  #answer() {
    const { shown, app } = this;
    const { request, decision } = shown;
    return html`<article class="answer" aria-label=${t('why.answer')}>
      <p class="sentence" data-answer>${sentenceOf(request, decision, app.words)}</p>
      <div class="answer-foot"><span class="quiet">${shown.time ? `${fullTime(shown.time, app.zone)} · ` : nothing}${t('why.revision', { revision: String(Number(decision.table_revision ?? 0) || shown.table || app.now.publication?.revision || '–') })}${
          decision.decision_id && shown.outcome ? html` · <code>${decision.decision_id}</code>` : nothing}</span>
        <span class="bar-of-actions"><button class="small" type="button" @click=${() => this.#copy()}>${icon('copy')}${t('why.copy')}</button><button class="small" type="button" @click=${() => print()}>${icon('print')}${t('action.print')}</button></span></div>
      ${this.#proof()}
      ${decision.trace?.risks_hidden ? html`<p class="note">${icon('lock')}<span>${t('why.risks_hidden')}</span></p>` : nothing}
      <section aria-labelledby="the-path"><h2 id="the-path">${t('why.path')}</h2>${path(request, decision, app.words)}</section>
      <section aria-labelledby="the-ledger"><h2 id="the-ledger">${t('why.ledger')}</h2>
        ${shown.before && shown.before.queue !== decision.queue ? html`<p class="note">${icon('arrow')}<span>${t('why.moved_from', { before: valueText('queue', shown.before.queue, app.words), after: valueText('queue', decision.queue, app.words) })}</span></p>` : nothing}
        ${ledger(decision, shown.before, app.words)}</section></article>`;
  }

  render() {
    const { shown, problem } = this;
    return html`<div class="page-head"><h1>${t('page.why')}</h1><p class="quiet">${t('why.lead')}</p></div>
      <div class="why">
        <aside class="finder" aria-label=${t('why.finder')}>${decisionList(this.list, this.app, { search: text => this.#ask('look-for', text), drop: name => this.#ask('drop', name), more: () => this.#ask('older') })}</aside>
        <div class="told">
          ${problem ? errorState(problem, () => this.#ask('again')) : nothing}
          ${shown ? this.#answer() : problem ? nothing : this.isBusy ? loadingState() : emptyState({ title: t('why.empty'), why: t(isNarrowed(this.app.routes.query) ? 'why.empty_narrowed' : 'why.empty_why') })}
          <section class="what-if" aria-labelledby="what-if"><h2 id="what-if">${t('why.what_if')}</h2>
            <p class="quiet">${this.isLogged ? t('why.what_if_logged') : t('why.what_if_why')}</p>
            <k-contact-form .contact=${this.draft.contact} .table=${this.draft.table} .isLogged=${this.isLogged} .words=${this.app.words} .values=${this.values} .isBusy=${this.isBusy} @try=${(/** @type {CustomEvent} */ event) => this.#ask('try', event.detail)}></k-contact-form>
            ${shown ? this.#nearest() : nothing}</section>
        </div></div>`;
  }
}
customElements.define('k-why-view', WhyView);
