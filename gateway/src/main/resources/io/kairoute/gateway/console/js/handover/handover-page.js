// @ts-check
/** Handover: fetches all that deviates and what was done since the shift began; keeps the note of who took it over. */
import { html } from 'lit';
import { HeldPage } from '../live/held-page.js';
import { HOUR } from '../text/format.js';
import { t } from '../text/messages.js';
import { say } from '../app/toasts.js';
import { deviations, markdown } from './deviations.js';
import { SHIFTS } from './handover-view.js';

const SHIFT_HOURS = 8;
const CHANGES = 200;

class HandoverPage extends HeldPage {
  static properties = { ...HeldPage.properties, refused: { state: true }, changes: { state: true }, notes: { state: true }, draft: { state: true }, isBusy: { state: true }, problem: { state: true } };

  constructor() {
    super();
    /** @type {any[]} */
    this.refused = [];
    /** @type {any[] | undefined} what was done in this shift, the newest first */
    this.changes = undefined;
    /** @type {any[]} */
    this.notes = [];
    /** @type {any} the newest of them, with its text */
    this.newest = undefined;
    this.draft = { from: '', remark: '' };
    this.isBusy = false;
    /** @type {any} */
    this.problem = undefined;
    this.noteRequest = crypto.randomUUID();
  }

  connectedCallback() {
    super.connectedCallback();
    this.draft = { ...this.draft, ...JSON.parse(sessionStorage.getItem(this.#kept) ?? '{}') };
    this.listen(this.held, 'change', () => this.#load());
    this.listen(this.app.routes, 'query', () => this.#load());
    this.listen(this.app.words, 'change', () => this.requestUpdate());
  }

  /** How long a shift is. */
  get hours() {
    const asked = Number(this.app.routes.query.get('shift'));
    return SHIFTS.includes(asked) ? asked : SHIFT_HOURS;
  }

  /** Where what somebody began to write is kept until it is sent. */
  get #kept() {
    return `kairoute.handover:${this.app.session.tenant}:${this.app.session.name}`;
  }

  /** @param {{from: string, remark: string}} draft */
  #write(draft) {
    this.draft = draft;
    if (draft.from || draft.remark) {
      sessionStorage.setItem(this.#kept, JSON.stringify(draft));
    } else {
      sessionStorage.removeItem(this.#kept);
    }
  }

  async #load() {
    const since = new Date(this.app.now.time - this.hours * HOUR).toISOString();
    const [publication, changes, notes] = await Promise.allSettled([
      this.app.call('GetPublication', {}, this.life),
      this.app.call('ListAuditEntries', { since, page_size: CHANGES }, this.life),
      this.app.call('ListNotes', { kind: 'HANDOVER', page_size: 5 }, this.life),
    ]);
    this.refused = publication.status === 'fulfilled' ? publication.value.refused ?? [] : [];
    this.changes = changes.status === 'fulfilled' ? changes.value.entries ?? [] : this.changes;
    const listed = notes.status === 'fulfilled' ? notes.value.notes ?? [] : [];
    const newest = listed[0];
    if (newest && (newest.note !== this.newest?.note || newest.version !== this.newest.version)) {
      // Its text is wanted, not needed: without it the list tells that it was written.
      this.newest = await this.app.call('GetNote', { note: newest.note, version: newest.version }, this.life).then(told => told.note, () => undefined);
    }
    this.notes = listed;
  }

  get #rows() {
    return deviations({ held: this.held, refused: this.refused, words: this.app.words });
  }

  /** @param {{from: string, to: string, remark: string}} who */
  async #takeOver(who) {
    if (this.isBusy) {
      return;
    }
    this.isBusy = true;
    try {
      await this.app.call('SaveNote', {
        note: { kind: 'HANDOVER', title: t('handover.note_title', who), markdown: markdown(this.#rows, who, this.app.zone), links: this.#links() }, request_id: this.noteRequest,
      });
      this.noteRequest = crypto.randomUUID();
      this.problem = undefined;
      this.#write({ from: '', remark: '' });
      say(t('handover.taken', who));
      this.#load();
    } catch (problem) {
      this.problem = problem;
    }
    this.isBusy = false;
  }

  /** What the note belongs to, as the API spells it. */
  #links() {
    return [...this.held.notEnded.map(live => `live:${live.id}`), ...this.held.overridden.map(queue => `queue:${queue.queue}`)].slice(0, 32);
  }

  render() {
    return html`<k-handover-view .app=${this.app} .held=${this.held} .rows=${this.#rows} .changes=${this.changes} .notes=${this.notes} .newest=${this.newest} .draft=${this.draft} .isBusy=${this.isBusy} .hours=${this.hours} .problem=${this.problem}
      @wish=${(/** @type {CustomEvent} */ event) => this.wish(event.detail)} @take-over=${(/** @type {CustomEvent} */ event) => this.#takeOver(event.detail)}
      @draft=${(/** @type {CustomEvent} */ event) => this.#write(event.detail)}
      @shift=${(/** @type {CustomEvent} */ event) => this.app.routes.put({ shift: event.detail })}></k-handover-view>${this.sheets()}`;
  }
}
customElements.define('k-handover-page', HandoverPage);
