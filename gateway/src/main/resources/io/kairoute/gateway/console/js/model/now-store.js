// @ts-check
/** What is true now, as the stream told it last. A part that a message lacks is as it was. */
import { millis } from '../text/format.js';

const PARTS = ['totals', 'occasions', 'causes', 'movers', 'queues', 'live_occasions', 'held', 'revision', 'warnings'];
/** The parts that are told even where there is no table, and nothing is counted. */
const ALWAYS = ['totals', 'queues', 'live_occasions', 'held', 'revision', 'warnings'];
/** The parts after whose change lists that were fetched are old. */
const LISTED = ['live_occasions', 'queues', 'held', 'revision'];
const KEPT_DECISIONS = 50;

/** Tells `change` after each message, `listed` when what is held may differ, and `state` with the connection's. */
export class NowStore extends EventTarget {
  /** @type {Record<string, any>} */
  parts = {};
  /** @type {any[]} the newest first */
  decisions = [];
  /** @type {'connecting' | 'open' | 'stale' | 'restarting'} */
  state = 'connecting';
  /** When the node said what was heard last, by its clock. */
  heardAt = 0;
  /** When the node was started, as it says. */
  nodeStart = '';
  /** How far the node's clock is ahead of this machine's. */
  #aheadMs = 0;

  /** Takes one message. @param {any} message @param {number} [came] when it came, by this machine's clock */
  take(message, came = Date.now()) {
    const before = this.parts;
    this.parts = { ...before };
    for (const part of PARTS) {
      if (message[part] !== undefined) {
        this.parts[part] = message[part];
      }
    }
    this.decisions = [...(message.decisions?.rows ?? []), ...this.decisions].slice(0, KEPT_DECISIONS);
    this.heardAt = millis(message.time) || came;
    this.nodeStart = message.node_start_time ?? this.nodeStart;
    this.#aheadMs = this.heardAt - came;
    this.dispatchEvent(new Event('change'));
    if (LISTED.some(part => this.#mark(before[part]) !== this.#mark(this.parts[part]))) {
      this.dispatchEvent(new Event('listed'));
    }
  }

  /** Takes the state of the connection. @param {NowStore['state']} state */
  become(state) {
    this.state = state;
    this.dispatchEvent(new Event('state'));
  }

  /** Now, by the node's clock: a machine whose clock is an hour off counts down rightly all the same. */
  get time() {
    return Date.now() + this.#aheadMs;
  }

  /** Whether all was told: before that nothing may be claimed, not even that something is not there. */
  get isThere() {
    return ALWAYS.every(part => this.parts[part] !== undefined);
  }

  /** All that was told, as one message; undefined while something was not told yet. */
  get whole() {
    return this.isThere ? { ...this.parts, decisions: { rows: this.decisions }, time: new Date(this.heardAt).toISOString(), node_start_time: this.nodeStart } : undefined;
  }

  /** Whether what is shown is old. */
  get isStale() {
    return this.state === 'stale' || this.state === 'restarting';
  }

  /** How many things differ from the published table. */
  get heldCount() {
    return this.parts.held?.count ?? 0;
  }

  /** The revision that decides: number, who published it and when. */
  get publication() {
    const told = this.parts.revision;
    return told && Number(told.revision) > 0
      ? { revision: Number(told.revision), newest: Number(told.newest_revision ?? told.revision), by: told.published_by ?? '', time: told.publish_time }
      : undefined;
  }

  /** What changes when something is held, extended or let go; counts that tick each second are left out. @param {any} part */
  #mark(part) {
    return JSON.stringify(part, (key, value) =>
      ['per_minute', 'fitted_per_minute', 'last_fit_time', 'idle_since_time', 'expected_wait_ms', 'depth', 'available', 'state_time', 'fresh'].includes(key) ? undefined
        : key === 'rows' && Array.isArray(value) ? [...value].sort((a, b) => ((a.queue ?? a.id ?? '') < (b.queue ?? b.id ?? '') ? -1 : 1)) : value);
  }
}
