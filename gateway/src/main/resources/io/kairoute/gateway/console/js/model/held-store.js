// @ts-check
/** Everything that differs from the published table, in full: live occasions, overrides, switches, planned publishes, drafts. */
import { millis } from '../text/format.js';

const PAUSE_MS = 250;

/** Tells `change` when the lists were fetched again, or could not be. */
export class HeldStore extends EventTarget {
  /** @type {any[]} */
  live = [];
  /** @type {any[]} */
  queues = [];
  /** @type {any[]} */
  switches = [];
  /** @type {any[]} */
  drafts = [];
  isThere = false;
  /** @type {any} */
  problem;
  #timer = 0;
  /** Counts what was asked: an answer that a later one overtook is old. */
  #asked = 0;

  /** @param {import('../app/app.js').App} app @param {AbortSignal} life */
  constructor(app, life) {
    super();
    this.app = app;
    this.life = life;
    app.now.addEventListener('listed', () => this.#soon(), { signal: life });
    app.session.addEventListener('change', () => this.load(), { signal: life });
  }

  /** Fetches all lists. */
  async load() {
    const asked = ++this.#asked;
    try {
      const [live, queues, switches, drafts] = await Promise.all([
        this.app.call('ListLiveOccasions', { include_ended: true }, this.life),
        this.app.call('ListQueues', {}, this.life).catch(HeldStore.#noTable),
        this.app.call('ListSwitches', {}, this.life),
        this.app.call('ListDrafts', {}, this.life),
      ]);
      if (asked !== this.#asked) {
        return;
      }
      this.live = live.live_occasions ?? [];
      this.queues = queues.queues ?? [];
      this.switches = switches.switches ?? [];
      this.drafts = drafts.drafts ?? [];
      this.isThere = true;
      this.problem = undefined;
    } catch (problem) {
      if (this.life.aborted || asked !== this.#asked) {
        return;
      }
      this.problem = problem;
    }
    this.dispatchEvent(new Event('change'));
  }

  /** Without a table there are no queues; that is told elsewhere, and hides nothing that is held. @param {any} problem */
  static #noTable(problem) {
    if (problem.reason !== 'NO_TABLE') {
      throw problem;
    }
    return {};
  }

  /** Live occasions that have not ended, the next to end first. */
  get notEnded() {
    return this.live.filter(one => one.state === 'LIVE' || one.state === 'PENDING').sort((a, b) => millis(a.expire_time) - millis(b.expire_time));
  }

  /** Queues with an override. */
  get overridden() {
    return this.queues.filter(queue => queue.override).sort((a, b) => millis(a.override.expire_time) - millis(b.override.expire_time));
  }

  /** Switches that are off. */
  get off() {
    return this.switches.filter(one => one.off);
  }

  /** Drafts whose publish is planned. */
  get planned() {
    return this.drafts.filter(draft => draft.plan || draft.publish_time);
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.load(), PAUSE_MS);
  }
}
