// @ts-check
/** Declares a live occasion: what, for whom, until when, why; with what it would have fitted said under it at all times. */
import { html, nothing } from 'lit';
import { Sheet } from '../ui/sheet.js';
import { icon } from '../ui/icon.js';
import { reasonsBefore } from '../ui/reason.js';
import { HOUR, MINUTE, duration, millis, moment, names, signed } from '../text/format.js';
import { t, wordOf } from '../text/messages.js';
import { actorName } from '../model/actor.js';
import { frequent, isEqualScope } from '../model/scope.js';
import { say } from '../app/toasts.js';
import { extend } from './extend.js';
import '../ui/until.js';

const PAUSE_MS = 300;
const LOOK_BACK_MS = 15 * MINUTE;
const CHANNELS = ['VOICE', 'CHAT', 'MESSAGE', 'EMAIL', 'TASK', 'CALLBACK'];
/** A region is suggested when this share of the occasion's contacts names it. */
const LEAST_SHARE = 0.4;

class DeclareSheet extends Sheet {
  static properties = { ...Sheet.properties, held: { attribute: false }, occasion: { state: true }, scope: { state: true }, preview: { state: true }, isSuggesting: { state: true }, isForAll: { state: true }, reasons: { state: true }, contacts: { state: true } };

  constructor() {
    super();
    /** @type {import('../model/held-store.js').HeldStore} */
    this.held = /** @type {any} */ (undefined);
    this.occasion = '';
    /** @type {Record<string, string[]>} */
    this.scope = {};
    /** @type {{contacts: number, matched: number, changed: number} | null | undefined} undefined while it is looked up; null where it cannot be */
    this.preview = undefined;
    this.isSuggesting = false;
    this.isNarrowedByHand = false;
    /** Whether somebody said that everybody is meant; so until another scope or occasion is looked at. */
    this.isForAll = false;
    /** @type {string[]} */
    this.reasons = [];
    /** @type {any[]} contacts of the last minutes, for what to suggest */
    this.contacts = [];
    this.timer = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(this.held, 'change', () => this.isOpen && this.#look());
  }

  async open(occasion = '') {
    this.occasion = occasion || this.#rising()?.id || this.app.words.parts.occasion[0]?.id || '';
    this.scope = {};
    this.isNarrowedByHand = false;
    this.isForAll = false;
    this.reasons = this.#said();
    const looked = this.#propose();
    await super.open();
    await Promise.allSettled([looked, this.#suggestReasons()]);
  }

  /** Proposes whom to declare the occasion for, where nobody has said it yet. */
  async #propose() {
    const { occasion } = this;
    this.isSuggesting = true;
    if (!this.isNarrowedByHand) {
      this.scope = {};
    }
    this.#look();
    await this.#suggestScope().catch(() => undefined);
    if (occasion === this.occasion) {
      this.isSuggesting = false;
    }
  }

  /** Nobody declares what was not seen yet: the sheet may still narrow it down, or count whom it fits. */
  get isReady() {
    return !this.isSuggesting && this.preview !== undefined && (!this.#equal || this.#later > 0);
  }

  /** The live occasion that is this one already: the same kind, for the same contacts. */
  get #equal() {
    return this.occasion ? this.held.notEnded.findLast(live => isEqualScope(live, { occasion: this.occasion, ...this.scope })) : undefined;
  }

  /** By how much the chosen end is behind the end of that one. */
  get #later() {
    const end = /** @type {any} */ (this.querySelector('k-until'))?.value ?? NaN;
    return end - millis(this.#equal?.expire_time);
  }

  /** Whether nothing narrows it down. */
  get #isForEverybody() {
    return !Object.values(this.scope).some(words => words.length);
  }

  /** The occasion whose rate rose most. */
  #rising() {
    return (this.app.now.parts.movers?.rows ?? []).find((/** @type {any} */ row) => row.kind === 'OCCASION' && row.per_minute > row.before_per_minute);
  }

  /** What the rates say themselves is a reason. */
  #said() {
    const rising = this.#rising();
    return rising && rising.id === this.occasion && rising.before_per_minute > 0
      ? [t('declare.reason_rate', { occasion: this.app.words.name('occasion', rising.id), change: signed(rising.per_minute / rising.before_per_minute - 1) })] : [];
  }

  async #suggestReasons() {
    const before = await reasonsBefore(this.app, 'live_occasion_declared', this.life);
    this.reasons = [...new Set([...this.#said(), ...before])].slice(0, 5);
  }

  async #suggestScope() {
    const since = new Date(this.app.now.time - LOOK_BACK_MS).toISOString();
    const { occasion } = this;
    const answer = await this.app.call('ListDecisions', { filter: { since, occasion }, page_size: 500, newest_first: true }, this.life);
    if (occasion !== this.occasion) {
      return;
    }
    this.contacts = answer.decisions ?? [];
    const [first] = frequent(this.contacts, 'region', 1);
    if (first && first.count >= LEAST_SHARE * this.contacts.length && !Object.keys(this.scope).length) {
      this.#scope('regions', [first.word]);
    }
  }

  /** @param {string} list @param {string[]} values */
  #narrow(list, values) {
    this.isNarrowedByHand = true;
    this.#scope(list, values);
  }

  /** @param {string} list @param {string[]} values */
  #scope(list, values) {
    this.scope = { ...this.scope, [list]: [...new Set(values)].filter(Boolean) };
    this.isForAll = false;
    this.#look();
  }

  /** Asks what it would have fitted, once nothing was changed for a moment. */
  #look() {
    clearTimeout(this.timer);
    this.preview = undefined;
    if (!this.occasion) {
      return;
    }
    this.timer = setTimeout(async () => {
      const asked = JSON.stringify([this.occasion, this.scope]);
      try {
        const told = await this.app.call('PreviewLiveOccasion', { live_occasion: { occasion: this.occasion, ...this.scope }, window_s: 3600 }, this.life);
        if (asked === JSON.stringify([this.occasion, this.scope])) {
          this.preview = { contacts: Number(told.contacts ?? 0), matched: Number(told.matched ?? 0), changed: Number(told.changed ?? 0) };
        }
      } catch {
        if (asked === JSON.stringify([this.occasion, this.scope])) {
          this.preview = null;
        }
      }
    }, PAUSE_MS);
  }

  /** @param {FormData} fields */
  async send(fields) {
    const end = /** @type {any} */ (this.querySelector('k-until')).value;
    const equal = this.#equal;
    if (equal) {
      await extend(this.app, this.held, equal, end - millis(equal.expire_time), { reason: /** @type {any} */ (this.querySelector('k-reason')).value, request_id: this.requestId });
      return;
    }
    const answer = await this.app.call('DeclareLiveOccasion', {
      live_occasion: {
        occasion: this.occasion, ...this.scope, expire_time: new Date(end).toISOString(),
        reason: /** @type {any} */ (this.querySelector('k-reason')).value,
      },
      request_id: this.requestId,
    });
    const declared = answer.live_occasion;
    say(t('declare.done', { occasion: this.app.words.name('occasion', declared.occasion), span: duration(end - this.app.now.time) }),
      this.wayBack(() => this.app.call('ResolveLiveOccasion', { id: declared.id, reason: t('declare.undone') })));
  }

  /** Words that contacts brought, to press; and a line for others. @param {string} list @param {string} field @param {string} label */
  #choices(list, field, label) {
    const chosen = this.scope[list] ?? [];
    const known = frequent(this.contacts, field, 4);
    const others = chosen.filter(word => !known.some(one => one.word === word)).map(word => ({ word, count: 0 }));
    return html`<fieldset><legend>${label}</legend><div class="chips">
      ${[...known, ...others].map(({ word, count }) => html`<label class="chip"><input type="checkbox" .checked=${chosen.includes(word)}
        @change=${(/** @type {any} */ event) => this.#narrow(list, event.target.checked ? [...chosen, word] : chosen.filter(one => one !== word))}>
        ${list === 'channels' ? wordOf('channel', word) : word}${count ? html` <small>${count}</small>` : nothing}</label>`)}
      <input class="more" aria-label=${t('declare.more', { list: label })} placeholder=${t('declare.add')} autocomplete="off"
        @change=${(/** @type {any} */ event) => { this.#narrow(list, [...chosen, ...event.target.value.split(/[,;]/).map((/** @type {string} */ word) => word.trim())]); event.target.value = ''; }}
        @keydown=${(/** @type {any} */ event) => { if (event.key === 'Enter' && event.target.value) { event.preventDefault(); event.target.blur(); event.target.focus(); } }}>
    </div>${others.length && this.contacts.length ? html`<small>${t('declare.unseen', { words: names(others.map(one => one.word)) })}</small>` : nothing}</fieldset>`;
  }

  #channels() {
    const chosen = this.scope.channels ?? [];
    return html`<fieldset><legend>${t('declare.channels')}</legend><div class="chips">${CHANNELS.map(channel => html`
      <label class="chip"><input type="checkbox" .checked=${chosen.includes(channel)}
        @change=${(/** @type {any} */ event) => this.#narrow('channels', event.target.checked ? [...chosen, channel] : chosen.filter(one => one !== channel))}>${wordOf('channel', channel)}</label>`)}</div></fieldset>`;
  }

  #fit() {
    const fit = this.preview;
    return html`<p class="fit" role="status">${fit
      ? `${t('declare.fit', { matched: fit.matched, contacts: fit.contacts })} ${fit.matched ? t(fit.changed ? 'declare.fit_changes' : 'declare.fit_changes_none', { count: fit.changed }) : ''}`
      : t(fit === null ? 'declare.fit_unknown' : 'declare.fit_asking')}</p>`;
  }

  /** What the button does may hang on the end that was chosen, once the field has taken it. */
  #looksAtEnd() {
    queueMicrotask(() => this.requestUpdate());
  }

  /** Says that it is live already, and what to do instead. @param {any} live */
  #already(live) {
    const { zone, now } = this.app;
    return html`<p class="note live already" role="status">${icon('diamond')}<span>${t(live.state === 'PENDING' ? 'declare.already_pending' : 'declare.already', {
      time: moment(millis(live.start_time) || millis(live.declare_time), zone, now.time), by: actorName(live.declared_by), end: moment(live.expire_time, zone, now.time) })}
      ${t(this.#later > 0 ? 'declare.already_extend' : 'declare.already_later')}</span></p>`;
  }

  render() {
    const { words } = this.app;
    const occasions = words.parts.occasion.some(one => one.id === this.occasion) || !this.occasion ? words.parts.occasion : [{ id: this.occasion }, ...words.parts.occasion];
    const equal = this.isOpen ? this.#equal : undefined;
    return this.frame({
      title: t('declare.title'),
      action: t(equal ? 'declare.extend' : 'declare.action'),
      foot: this.isOpen && this.occasion ? this.#fit() : nothing,
      fields: !occasions.length ? html`<p class="note warn">${icon('alert')}<span>${t('now.no_table')}. ${t('now.no_table_why')}</span></p>` : html`
        <div class="field"><label for="occasion">${t('declare.occasion')}</label>
          <select id="occasion" required @change=${(/** @type {any} */ event) => { this.occasion = event.target.value; this.isForAll = false; this.#propose(); }}>
            ${occasions.map(one => html`<option value=${one.id} ?selected=${one.id === this.occasion}>${words.name('occasion', one.id)}</option>`)}</select></div>
        ${this.#choices('regions', 'region', t('declare.regions'))}
        ${this.#choices('products', 'product', t('declare.products'))}
        <details><summary>${t('declare.narrow')}</summary><div class="narrow">${this.#channels()}${this.#choices('entry_points', 'entry_point', t('declare.entry_points'))}</div></details>
        ${this.isReady && this.#isForEverybody && !equal ? html`<label class="everybody"><input type="checkbox" required .checked=${this.isForAll} @change=${(/** @type {any} */ event) => { this.isForAll = event.target.checked; }}>${t('declare.everybody')}</label>` : nothing}
        ${equal ? this.#already(equal) : nothing}
        <k-until .span=${2 * HOUR} .zone=${this.app.zone} .now=${() => this.app.now.time} @change=${() => this.#looksAtEnd()} @input=${() => this.#looksAtEnd()}></k-until>
        <k-reason .reasons=${this.reasons} .isFirst=${true}></k-reason>`,
    });
  }
}
customElements.define('k-declare-sheet', DeclareSheet);
