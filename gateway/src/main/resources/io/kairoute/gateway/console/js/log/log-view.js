// @ts-check
/** Log, drawn: the filter, the state of the chain, and a window of rows that never holds more than what is in view; cards where the page is narrow. */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { LightElement } from '../ui/element.js';
import { css } from '../ui/css-properties.js';
import { icon, mark } from '../ui/icon.js';
import { emptyState, errorState, faultNote, loadingState } from '../ui/states.js';
import { noteText } from '../ui/note-text.js';
import { permitted } from '../ui/permit.js';
import { rowsInView } from '../ui/rows-in-view.js';
import { fullTime, moment, zoneName } from '../text/format.js';
import { t } from '../text/messages.js';
import { say } from '../app/toasts.js';
import { actorName } from '../model/actor.js';
import { KINDS, shapeOf } from './entry.js';

const ROW = 44;
/** The next page is fetched when so many rows are left below. */
const AHEAD = 100;
/** Cards have any height, so they are drawn so many at a time. */
const CARDS = 50;
const NARROW = matchMedia('screen and (width <= 60rem)');

/** Kind and shape of each state of the chain. @type {Record<string, [string, string]>} */
const CHAIN = { intact: ['ok', 'check'], running: ['off', 'clock'], damaged: ['bad', 'alert'] };

class LogView extends LightElement {
  static properties = { app: { attribute: false }, rows: { attribute: false }, actors: { attribute: false }, hasMore: { attribute: false }, looked: { attribute: false }, chain: { attribute: false }, isChecking: { attribute: false }, isLong: { attribute: false }, note: { attribute: false }, problem: { attribute: false }, view: { state: true }, cards: { state: true } };

  constructor() {
    super();
    /** @type {import('../app/app.js').App} */
    this.app = /** @type {any} */ (undefined);
    /** @type {{entry: any, sentence: string}[] | undefined} */
    this.rows = undefined;
    /** @type {string[]} */
    this.actors = [];
    this.hasMore = false;
    /** How many entries were looked through, whether it goes on, and whether it stopped before the last. */
    this.looked = { count: 0, isOn: false, isFull: false };
    /** @type {any} */
    this.chain = undefined;
    this.isChecking = false;
    this.isLong = false;
    /** @type {any} */
    this.note = undefined;
    /** @type {any} */
    this.problem = undefined;
    this.view = { top: 0, height: 600 };
    this.cards = CARDS;
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(NARROW, 'change', () => this.requestUpdate());
  }

  updated() {
    const box = this.querySelector('.log-rows');
    if (box && box.clientHeight !== this.view.height) {
      this.view = { ...this.view, height: box.clientHeight };
    }
    const dialog = this.querySelector('dialog');
    if (dialog && dialog.open !== (this.note !== undefined)) {
      dialog.open ? dialog.close() : dialog.showModal();
    }
  }

  /** @param {Event} event */
  #scroll(event) {
    const box = /** @type {HTMLElement} */ (event.currentTarget);
    this.view = { top: box.scrollTop, height: box.clientHeight };
    if (this.hasMore && box.scrollHeight - box.scrollTop - box.clientHeight < AHEAD * ROW) {
      this.dispatchEvent(new Event('more'));
    }
  }

  /** @param {Record<string, string>} fields */
  #filter(fields) {
    this.querySelector('.log-rows')?.scrollTo(0, 0);
    this.cards = CARDS;
    this.dispatchEvent(new CustomEvent('filter', { detail: fields }));
  }

  #form() {
    const { query } = this.app.routes;
    const day = (/** @type {string} */ name) => (query.get(name) ?? '').slice(0, 10);
    const put = (/** @type {string} */ name, shift = 0) => (/** @type {any} */ event) =>
      this.#filter({ [name]: event.target.value ? new Date(Date.parse(`${event.target.value}T00:00:00`) + shift).toISOString() : '' });
    return html`<form class="log-filter" role="search" @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
      <div class="field grow"><label for="l-text">${t('log.text')}</label><input id="l-text" type="search" data-search autocomplete="off" .value=${query.get('text') ?? ''}
        @input=${(/** @type {any} */ event) => this.#filter({ text: event.target.value })}></div>
      <div class="field"><label for="l-kind">${t('log.kind')}</label><select id="l-kind" @change=${(/** @type {any} */ event) => this.#filter({ kind: event.target.value })}>
        <option value="">${t('log.every_kind')}</option>${KINDS.map(kind => html`<option value=${kind} ?selected=${query.get('kind') === kind}>${t(`kind.${kind}`)}</option>`)}</select></div>
      <div class="field"><label for="l-actor">${t('log.actor')}</label><select id="l-actor" @change=${(/** @type {any} */ event) => this.#filter({ actor: event.target.value })}>
        <option value="">${t('log.anybody')}</option>${[...new Set([...this.actors, query.get('actor') ?? ''])].filter(Boolean).map(actor => html`<option value=${actor} ?selected=${query.get('actor') === actor}>${actorName(actor)}</option>`)}</select></div>
      <div class="field"><label for="l-since">${t('log.since')}</label><input id="l-since" type="date" .value=${day('since')} @change=${put('since')}></div>
      <div class="field"><label for="l-until">${t('log.until')}</label><input id="l-until" type="date" .value=${day('until')} @change=${put('until')}></div>
    </form>`;
  }

  #chain() {
    const { chain, app } = this;
    if (!chain) {
      return html`<p class="chain quiet">${t('chain.unknown')}</p>`;
    }
    // Right after a start nothing was there to check yet.
    const isNothingChecked = chain.state === 'INTACT' && !Number(chain.verified_number ?? 0);
    const state = isNothingChecked ? 'running' : (chain.state ?? 'RUNNING').toLowerCase();
    const check = permitted(app.session, { role: 'viewer', kind: 'small', label: t('chain.check'), reason: this.isChecking ? t('chain.running') : '', press: () => this.dispatchEvent(new Event('check')) });
    if (this.isLong) {
      return html`<p class="chain" role="status">${mark(...CHAIN.running, t('chain.checking', { read: Number(chain.checked_entries ?? 0), count: Number(chain.log_entries ?? 0) }))}${check}</p>`;
    }
    return html`<p class="chain">${mark(...(CHAIN[state] ?? CHAIN.running), t(`chain.${state}`, {
      number: Number(chain.verified_number ?? 0), count: Number(chain.count ?? 0), time: chain.verify_time ? moment(chain.verify_time, app.zone, app.now.time) : '–', place: Number(chain.damaged_sequence ?? 0) }))}
      ${chain.head && chain.hash ? html`<button class="plain small" type="button" title=${t('chain.head_why')} @click=${async () => { await navigator.clipboard.writeText(chain.head); say(t('chain.copied')); }}>${icon('copy')}<code>${t('chain.head', { hash: (chain.hash ?? '').slice(0, 12) })}</code></button>` : nothing}${check}</p>`;
  }

  /** What was changed; a note opens to its text. @param {any} entry @param {string} sentence @param {string} kind classes */
  #sentence(entry, sentence, kind) {
    const saved = entry.command?.note_saved;
    if (!saved) {
      return html`<span class=${kind} title=${sentence}>${sentence}</span>`;
    }
    const { query } = this.app.routes;
    query.set('note', saved.note);
    query.set('version', String(Number(saved.seen ?? 0) + 1));
    return html`<a class=${kind} href="/log?${query}" title=${t('log.read_note')}>${sentence}</a>`;
  }

  #note() {
    const { note, app } = this;
    return html`<dialog aria-labelledby="note" @close=${() => this.note && this.dispatchEvent(new CustomEvent('filter', { detail: { note: '', version: '' } }))}>
      <header><h2 id="note">${note?.title ?? note?.note ?? ''}</h2>
        <form method="dialog"><button class="bare" aria-label=${t('action.close')}>${icon('close')}</button></form></header>
      <div class="body">${!note ? nothing : note.problem ? faultNote(note.problem) : note.markdown === undefined ? loadingState()
        : html`<p class="quiet">${fullTime(note.write_time, app.zone)}, ${actorName(note.written_by)}</p>${noteText(note.markdown)}`}</div></dialog>`;
  }

  /** @param {{entry: any, sentence: string}} row @param {number} at */
  #row({ entry, sentence }, at) {
    return html`<tr aria-rowindex=${at + 2}><td class="number quiet">${entry.number}</td>
      <td class="nowrap" title=${fullTime(entry.time, this.app.zone)}>${moment(entry.time, this.app.zone, this.app.now.time)}</td>
      <td class="what"><span class="kind" title=${t(`kind.${entry.kind}`)}>${icon(shapeOf(entry.kind))}</span>${this.#sentence(entry, sentence, 'clip')}<small class="clip" title=${entry.reason || nothing}>${entry.reason || t('log.no_reason')}</small></td>
      <td class="clip" title="${entry.actor} ${entry.origin ?? ''}">${actorName(entry.actor)}<br><small>${entry.origin ?? ''}</small></td></tr>`;
  }

  /** One entry in full, however long it is. @param {{entry: any, sentence: string}} row */
  #card({ entry, sentence }) {
    return html`<li><span class="card-when"><span class="kind" title=${t(`kind.${entry.kind}`)}>${icon(shapeOf(entry.kind))}</span> <time title=${fullTime(entry.time, this.app.zone)}>${moment(entry.time, this.app.zone, this.app.now.time)}</time></span>
      <span class="card-number">${t('log.number_of', { number: String(entry.number) })}</span>
      ${this.#sentence(entry, sentence, '')}<small>${entry.reason || t('log.no_reason')}</small><small>${actorName(entry.actor)} ${entry.origin ?? ''}</small></li>`;
  }

  #cards() {
    /** @type {{entry: any, sentence: string}[]} */
    const rows = this.rows ?? [];
    const more = () => {
      this.cards += CARDS;
      if (this.hasMore && this.cards + AHEAD > rows.length) {
        this.dispatchEvent(new Event('more'));
      }
    };
    return html`<ol class="log-cards" aria-label=${t('log.entries')}>${repeat(rows.slice(0, this.cards), row => row.entry.number, row => this.#card(row))}</ol>
      ${this.cards < rows.length || this.hasMore ? html`<button class="log-more" type="button" @click=${more}>${t('log.older')}</button>` : nothing}`;
  }

  #table() {
    /** @type {{entry: any, sentence: string}[]} */
    const rows = this.rows ?? [];
    const { first, last, above, below } = rowsInView({ ...this.view, row: ROW, count: rows.length });
    return html`<div class="log-rows" tabindex="0" role="region" aria-label=${t('log.entries')} @scroll=${this.#scroll}>
      <table aria-rowcount=${this.hasMore ? -1 : rows.length + 1}><thead><tr aria-rowindex="1"><th scope="col" class="number">${t('log.number')}</th><th scope="col">${t('log.time')}</th><th scope="col">${t('log.change')}</th><th scope="col">${t('log.who')}</th></tr></thead>
        <tbody><tr class="gap" aria-hidden="true"><td colspan="4" ${css({ 'block-size': `${above}px` })}></td></tr>
          ${repeat(rows.slice(first, last), row => row.entry.number, (row, at) => this.#row(row, first + at))}
          <tr class="gap" aria-hidden="true"><td colspan="4" ${css({ 'block-size': `${below}px` })}></td></tr></tbody></table></div>`;
  }

  /** How far words were looked for, and the way on where that ended before the last entry. */
  #looked() {
    const { count, isOn, isFull } = this.looked;
    const isSearch = Boolean(this.app.routes.query.get('text'));
    if (!isFull && !(isSearch && isOn)) {
      return nothing;
    }
    return html`<p class="log-looked quiet"><span>${t(isOn ? 'log.looking' : 'log.looked', { count })}</span>
      ${isOn ? nothing : html`<button class="small" type="button" @click=${() => this.dispatchEvent(new Event('farther'))}>${t('log.farther')}</button>`}</p>`;
  }

  /** @param {number} count */
  #count(count) {
    return t(this.hasMore || this.looked.isFull ? 'log.count_more' : 'log.count', { count });
  }

  #nothing() {
    return this.hasMore || this.looked.isFull ? nothing : emptyState({ title: t('log.none'), why: t('log.none_why') });
  }

  render() {
    const { rows, problem } = this;
    const count = rows?.length ?? 0;
    return html`<div class="page-head"><h1>${t('page.log')}</h1>${this.#chain()}
        <div class="bar-of-actions"><span class="quiet" role="status">${rows ? this.#count(count) : ''}</span>
          <button type="button" ?disabled=${!count} @click=${() => this.dispatchEvent(new Event('export'))}>${icon('download')}${t('log.export')}</button></div></div>
      ${this.#form()}
      <p class="quiet log-zone">${t('log.zone', { zone: `${this.app.zone} (${zoneName(this.app.zone, this.app.now.time)})` })}</p>
      ${!rows ? (problem ? errorState(problem, () => this.dispatchEvent(new Event('retry'))) : loadingState())
        : html`${faultNote(problem)}${this.#looked()}${count ? (NARROW.matches ? this.#cards() : this.#table()) : this.#nothing()}`}
      ${this.#note()}`;
  }
}
customElements.define('k-log-view', LogView);
