// @ts-check
/** Log: fetches the audit trail page by page as somebody scrolls, and how far its chain was checked. */
import { html } from 'lit';
import { LightElement } from '../ui/element.js';
import { MINUTE, SECOND, isoTime } from '../text/format.js';
import { t } from '../text/messages.js';
import { csv, download } from '../text/csv.js';
import { actorName } from '../model/actor.js';
import { say } from '../app/toasts.js';
import { sentenceOf } from './entry.js';
import './log-view.js';

const PAGE = 1000;
/** More rows than anybody scrolls through are narrowed down instead. */
const AT_MOST = 10_000;
/** Words are looked for on and on, until so many entries have them. */
const ENOUGH = 100;
/** How often a check that goes on is asked how far it is. */
const ASK_MS = SECOND / 4;

class LogPage extends LightElement {
  static properties = { app: { attribute: false }, entries: { state: true }, next: { state: true }, chain: { state: true }, isChecking: { state: true }, isLong: { state: true }, note: { state: true }, problem: { state: true }, isBusy: { state: true }, most: { state: true }, people: { state: true } };

  constructor() {
    super();
    /** @type {import('../app/app.js').App} */
    this.app = /** @type {any} */ (undefined);
    /** @type {any[] | undefined} the newest first */
    this.entries = undefined;
    this.next = 0;
    /** @type {any} */
    this.chain = undefined;
    this.isChecking = false;
    /** Whether the check that goes on takes its time. */
    this.isLong = false;
    /** @type {any} the note whose text is open, or the problem that there was with it */
    this.note = undefined;
    /** @type {any} */
    this.problem = undefined;
    this.isBusy = false;
    /** How many entries are fetched at most, until somebody wants more. */
    this.most = AT_MOST;
    /** @type {string[]} everybody who was seen in an entry so far, under any filter */
    this.people = [];
    this.asked = '';
    /** @type {WeakMap<any, {entry: any, sentence: string}>} */
    this.rows = new WeakMap();
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(this.app.routes, 'change', () => this.#read());
    this.listen(this.app.routes, 'query', () => this.#read());
    this.listen(this.app.words, 'change', () => {
      this.rows = new WeakMap();
      this.requestUpdate();
    });
    this.listen(this.app.session, 'change', () => {
      if (this.problem) {
        this.#load();
      }
      this.#check();
    });
    this.#read();
    this.#check();
    this.every(MINUTE, () => this.isChecking || this.#check());
  }

  /** What the address asks the node for. */
  get #filter() {
    const { query } = this.app.routes;
    return { kind: query.get('kind') ?? '', actor: query.get('actor') ?? '', since: query.get('since') ?? '', until: query.get('until') ?? '' };
  }

  #read() {
    if (location.pathname !== '/log') {
      return;
    }
    this.#open();
    const asked = JSON.stringify(this.#filter);
    if (asked === this.asked) {
      this.requestUpdate();
      this.#lookOn();
      return;
    }
    this.asked = asked;
    this.entries = undefined;
    this.next = 0;
    this.most = AT_MOST;
    this.#load();
  }

  /** Opens the note that the address names. */
  async #open() {
    const { query } = this.app.routes;
    const [note, version] = [query.get('note') ?? '', query.get('version') ?? ''];
    if (note !== (this.note?.note ?? '') || version !== (this.note?.version ?? '')) {
      this.note = note ? { note, version } : undefined;
      if (note) {
        const told = await this.app.call('GetNote', { note, version }, this.life).then(answer => ({ ...answer.note, version }), problem => ({ note, version, problem }));
        this.note = this.note?.note === note && this.note.version === version ? told : this.note;
      }
    }
  }

  async #load() {
    const { asked } = this;
    this.isBusy = true;
    try {
      const answer = await this.app.call('ListAuditEntries', { ...this.#filter, page_size: PAGE, before_number: this.next || undefined }, this.life);
      if (asked === this.asked) {
        this.entries = [...(this.entries ?? []), ...(answer.entries ?? [])];
        this.next = Number(answer.next_before_number ?? 0);
        this.people = [...new Set([...this.people, ...this.entries.map(entry => entry.actor)])].filter(Boolean).sort((a, b) => actorName(a).localeCompare(actorName(b)));
        this.problem = undefined;
      }
    } catch (problem) {
      if (!this.life.aborted) {
        this.problem = problem;
      }
    }
    this.isBusy = false;
    this.#lookOn();
  }

  /** Whether older entries are there to fetch, and may be. */
  get #hasMore() {
    return this.next > 0 && (this.entries?.length ?? 0) < this.most;
  }

  #more() {
    if (this.#hasMore && !this.isBusy) {
      this.#load();
    }
  }

  /** Words are looked for in older entries, too, while few have them. */
  #lookOn() {
    if (this.app.routes.query.get('text') && !this.problem && this.#shown.length < ENOUGH) {
      this.#more();
    }
  }

  /** Fetches as many again, or goes on where that failed. */
  #farther() {
    this.most += this.#hasMore ? 0 : AT_MOST;
    this.problem = undefined;
    this.#more();
  }

  async #check() {
    this.chain = await this.app.call('VerifyAudit', {}, this.life).catch(() => undefined);
  }

  /** Has the whole log checked, tells how far that is, and what came out. */
  async #checkNow() {
    const before = this.chain?.verify_time;
    const begun = Date.now();
    this.isChecking = true;
    try {
      this.chain = await this.app.call('VerifyAudit', { check_now: true }, this.life);
      while (this.chain.checking) {
        this.isLong = Date.now() - begun >= SECOND;
        await new Promise(resolve => setTimeout(resolve, ASK_MS));
        this.chain = await this.app.call('VerifyAudit', {}, this.life);
      }
      say(this.chain.state === 'DAMAGED' ? t('chain.checked_damaged', { place: Number(this.chain.damaged_sequence ?? 0) })
        : this.chain.verify_time === before ? t('chain.checked_not') : t('chain.checked', { count: Number(this.chain.verified_number ?? 0) }));
    } catch (problem) {
      if (!this.life.aborted) {
        say(/** @type {Error} */ (problem).message);
      }
    }
    this.isChecking = false;
    this.isLong = false;
  }

  /** A sentence is made once an entry. @param {any} entry @param {import('../model/words.js').Words} words @param {string} zone */
  #row(entry, words, zone) {
    let row = this.rows.get(entry);
    if (!row) {
      row = { entry, sentence: sentenceOf(entry, words, zone) };
      this.rows.set(entry, row);
    }
    return row;
  }

  /** The rows that are shown: those of the node, narrowed by the words in the address. */
  get #shown() {
    const { words, zone, routes } = this.app;
    const text = (routes.query.get('text') ?? '').toLowerCase();
    const rows = (this.entries ?? []).map(entry => this.#row(entry, words, zone));
    return text ? rows.filter(({ entry, sentence }) => `${sentence} ${entry.reason} ${entry.actor} ${entry.number}`.toLowerCase().includes(text)) : rows;
  }

  /** The rows that are shown; times as programs read them, by the clock that the page shows. */
  #export() {
    const { words, zone } = this.app;
    const rows = this.#shown.map(({ entry }) => [entry.number, isoTime(entry.time, zone), zone, entry.actor, entry.origin, entry.kind, sentenceOf(entry, words, zone, isoTime), entry.reason, entry.hash]);
    download(`kairoute-log-${this.app.session.tenant}.csv`, csv(['number', 'time', 'zone', 'actor', 'origin', 'kind', 'change', 'reason', 'hash'], rows), 'text/csv');
  }

  render() {
    return html`<k-log-view .app=${this.app} .rows=${this.entries ? this.#shown : undefined} 
      .looked=${{ count: this.entries?.length ?? 0, isOn: this.isBusy, isFull: this.next > 0 && (!this.#hasMore || this.problem !== undefined) }} .actors=${this.people} .hasMore=${this.#hasMore} .chain=${this.chain} .isChecking=${this.isChecking} .isLong=${this.isLong} @check=${() => this.#checkNow()} .note=${this.note} .problem=${this.problem} @more=${() => this.#more()} @farther=${() => this.#farther()} @retry=${() => this.#load()} @export=${() => this.#export()}
      @filter=${(/** @type {CustomEvent} */ event) => this.app.routes.put(event.detail)} aria-label=${t('page.log')}></k-log-view>`;
  }
}
customElements.define('k-log-page', LogPage);
