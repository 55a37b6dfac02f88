// @ts-check
/** Handover, drawn: what deviates, what ends in the shift, what was done, and who takes it over. Prints on one sheet. */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { LightElement } from '../ui/element.js';
import { icon, mark } from '../ui/icon.js';
import { timeLeft } from '../ui/left.js';
import { noteText } from '../ui/note-text.js';
import { permitted } from '../ui/permit.js';
import { emptyState, errorState, faultNote, loadingState } from '../ui/states.js';
import { MINUTE, duration, fullTime, moment } from '../text/format.js';
import { t } from '../text/messages.js';
import { idleFor } from '../model/idle.js';
import { actorName } from '../model/actor.js';
import { sentenceOf, shapeOf } from '../log/entry.js';
import { endingWithin } from './deviations.js';

/** @type {Record<string, [string, string]>} */
const MARKS = { live: ['live fill', 'diamond'], queue: ['held', 'held'], switch: ['held', 'switch'], plan: ['one', 'clock'], draft: ['off', 'draft'], refused: ['bad', 'alert'] };
/** How many hours a shift may have. */
export const SHIFTS = [4, 8, 12];
const LONGER = 30 * MINUTE;

class HandoverView extends LightElement {
  static properties = { app: { attribute: false }, held: { attribute: false }, rows: { attribute: false }, changes: { attribute: false }, notes: { attribute: false }, newest: { attribute: false }, draft: { attribute: false }, isBusy: { attribute: false }, hours: { attribute: false }, problem: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../app/app.js').App} */
    this.app = /** @type {any} */ (undefined);
    /** @type {import('../model/held-store.js').HeldStore} */
    this.held = /** @type {any} */ (undefined);
    /** @type {import('./deviations.js').Deviation[]} */
    this.rows = [];
    /** @type {any[] | undefined} */
    this.changes = undefined;
    /** @type {any[]} */
    this.notes = [];
    /** @type {any} the newest note, with its text */
    this.newest = undefined;
    this.draft = { from: '', remark: '' };
    this.isBusy = false;
    this.hours = 8;
    /** @type {any} */
    this.problem = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(this.app.now, 'state', () => this.requestUpdate());
    this.every(1000, () => this.requestUpdate());
  }

  /** @param {string} type @param {any} detail */
  #ask(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** @param {import('./deviations.js').Deviation} row */
  #actions(row) {
    const { session } = this.app;
    const { live, queue } = row.source ?? {};
    return html`<div class="row-actions">
      ${live ? permitted(session, { role: 'operator', kind: 'small', label: `+${duration(LONGER)}`, name: t('extend.name', { span: duration(LONGER), occasion: row.what }), press: () => this.#ask('wish', { type: 'extend', live, by: LONGER }) }) : nothing}
      ${live ? permitted(session, { role: 'operator', kind: 'small', label: t('resolve.action'), name: t('resolve.title', { occasion: row.what }), press: () => this.#ask('wish', { type: 'end', live }) }) : nothing}
      ${queue ? permitted(session, { role: 'operator', kind: 'small', label: t('clear.action'), name: t('clear.title', { queue: row.what }), press: () => this.#ask('wish', { type: 'end', queue }) }) : nothing}
      ${row.kind === 'switch' ? permitted(session, { role: 'operator', kind: 'small', label: t('switch.on'), name: t('switch.on_title', { switch: row.what }), press: () => this.#ask('wish', { type: 'switch', switch: row.key.slice(7), off: false }) }) : nothing}</div>`;
  }

  /** @param {import('./deviations.js').Deviation} row */
  #row(row) {
    const { app } = this;
    const idle = row.source?.live ? idleFor(app.now.parts, row.source.live.id, app.now.time) : undefined;
    return html`<tr data-key=${row.key}><td>${mark(...MARKS[row.kind], t(`handover.kind_${row.kind}`))}</td>
      <th scope="row"><b>${row.what}</b><br><small>${row.detail}</small>${idle ? html`<br>${mark('warn', 'empty', t('live.fits_nobody', { span: duration(idle) }))}` : nothing}</th>
      <td data-label=${t('live.left')}>${row.until ? timeLeft(row.from, row.until, app, row.kind === 'live' ? 'live' : row.kind === 'plan' ? 'one' : 'held') : html`<span class="quiet">${t('handover.no_end')}</span>`}</td>
      <td data-label=${t('live.why')}>${row.reason || html`<span class="quiet">–</span>`}<br><small>${actorName(row.by)}</small></td><td>${this.#actions(row)}</td></tr>`;
  }

  #deviating() {
    const ending = endingWithin(this.rows, this.app.now.time, this.hours);
    return html`<section aria-labelledby="deviating"><h2 id="deviating">${t('handover.deviating')} <span class="quiet">${this.rows.length}</span></h2>
      ${this.rows.length ? html`<p class="quiet">${t('handover.ending', { count: ending.length, hours: String(this.hours) })}</p>
        <div class="wide"><table class="two-line deviations cards-if-narrow"><thead><tr><th scope="col">${t('handover.kind')}</th><th scope="col">${t('handover.what')}</th><th scope="col">${t('live.left')}</th><th scope="col">${t('live.why')}</th><th scope="col"><span class="unseen">${t('live.actions')}</span></th></tr></thead>
        <tbody>${repeat(this.rows, row => row.key, row => this.#row(row))}</tbody></table></div>`
        : emptyState({ title: t('handover.nothing'), why: t(this.app.now.isThere && !this.app.now.publication ? 'now.no_table_why' : 'handover.nothing_why') })}</section>`;
  }

  #done() {
    const { app, changes } = this;
    return html`<section aria-labelledby="done"><div class="section-head"><h2 id="done">${t('handover.done', { hours: String(this.hours) })} <span class="quiet">${changes?.length ?? ''}</span></h2>
        <fieldset class="chips shift"><legend class="unseen">${t('handover.shift')}</legend>${SHIFTS.map(hours => html`<label class="chip"><input type="radio" name="shift" .checked=${hours === this.hours} @change=${() => this.#ask('shift', String(hours))}>${t('handover.hours', { count: hours })}</label>`)}</fieldset></div>
      ${changes === undefined ? loadingState() : changes.length === 0 ? html`<p class="quiet">${t('handover.none_done')}</p>` : html`<ol class="done">${changes.map(entry => html`<li>
        <time title=${fullTime(entry.time, app.zone)}>${moment(entry.time, app.zone, app.now.time)}</time><span class="kind">${icon(shapeOf(entry.kind))}</span><span>${sentenceOf(entry, app.words, app.zone)}${entry.reason ? html` <span class="quiet">${entry.reason}</span>` : nothing}</span></li>`)}</ol>`}</section>`;
  }

  /** A note that was kept; the newest is told in full. @param {any} note */
  #note(note) {
    const { app, newest } = this;
    const isNewest = newest?.note === note.note && newest?.version === note.version;
    return html`<li><a href="/log?kind=note_saved&note=${encodeURIComponent(note.note)}&version=${String(note.version ?? '')}"><b>${note.title}</b></a>
      <span class="quiet">${isNewest ? fullTime(note.write_time, app.zone) : moment(note.write_time, app.zone, app.now.time)}, ${actorName(note.written_by)}</span>${isNewest ? noteText(newest.markdown ?? '') : nothing}</li>`;
  }

  #taking() {
    const { app } = this;
    const take = (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      this.#ask('take-over', { from: this.draft.from.trim(), to: app.session.name, remark: this.draft.remark.trim() });
    };
    const write = (/** @type {'from' | 'remark'} */ field) => (/** @type {any} */ event) => this.#ask('draft', { ...this.draft, [field]: event.target.value });
    const may = app.session.may('operator');
    return html`<section class="taking" aria-labelledby="taking"><h2 id="taking">${t('handover.take')}</h2>
      ${faultNote(this.problem)}
      <form @submit=${take}><div class="field"><label for="h-from">${t('handover.from')}</label><input id="h-from" name="from" required pattern="(?=.*\\S).{1,64}" title=${t('handover.from_title')} autocomplete="off" .value=${this.draft.from} @input=${write('from')} ?readonly=${this.isBusy} ?disabled=${!may}></div>
        <div class="field grow"><label for="h-remark">${t('handover.remark')}</label><input id="h-remark" name="remark" pattern=".{0,500}" title=${t('field.at_most', { count: 500 })} autocomplete="off" .value=${this.draft.remark} @input=${write('remark')} ?readonly=${this.isBusy} ?disabled=${!may}></div>
        <button class="main" type="submit" ?disabled=${!may || this.isBusy}>${t('handover.taken_over')}</button></form>
      <p class="quiet">${may ? t('handover.take_why', { name: app.session.name }) : t('permit.needs', { role: t('role.operator') })}</p>
      ${this.notes.length ? html`<ul class="notes">${this.notes.map(note => this.#note(note))}</ul>` : nothing}</section>`;
  }

  render() {
    const { held, app } = this;
    const head = html`<div class="page-head"><h1>${t('page.handover')}</h1><p class="on-paper"><b>${app.session.tenant}</b>, ${fullTime(app.now.time, app.zone)}</p><p class="quiet">${t('handover.lead', { time: moment(app.now.time, app.zone, app.now.time) })}</p>
      <div class="bar-of-actions"><button type="button" @click=${() => print()}>${icon('print')}${t('action.print')}</button></div></div>`;
    if (!held.isThere) {
      return html`${head}${held.problem ? errorState(held.problem, () => held.load()) : loadingState()}`;
    }
    return html`${head}${faultNote(held.problem)}<div class="sections">${this.#deviating()}${this.#taking()}${this.#done()}</div>`;
  }
}
customElements.define('k-handover-view', HandoverView);
