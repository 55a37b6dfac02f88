// @ts-check
/** What every page is given: who looks, what is true now, and the way to other pages. */
import { Feed } from '../api/feed.js';
import { Problem, call } from '../api/call.js';
import { HERE } from '../text/format.js';
import { t } from '../text/messages.js';
import { Routes } from './routes.js';
import { Session } from './session.js';
import { NowStore } from '../model/now-store.js';
import { Words } from '../model/words.js';

export class App {
  session = new Session();
  routes = new Routes();
  now = new NowStore();
  words = new Words();
  /** @type {Feed | undefined} */
  feed;

  constructor() {
    ['over', 'replaced'].forEach(end => this.session.addEventListener(end, () => this.#leave()));
    this.session.addEventListener('change', () => this.feed && this.#name());
    let revision = 0;
    this.now.addEventListener('change', () => {
      const decides = this.now.publication?.revision ?? revision;
      if (revision && decides !== revision) {
        this.#name();
      }
      revision = decides;
    });
  }

  /** Opens the stream of the tenant; a second time does nothing. */
  follow() {
    if (this.feed || !this.session.may('viewer')) {
      return;
    }
    const { tenant } = this.session;
    const feed = new Feed(`/v1/tenants/${encodeURIComponent(tenant)}/now:watch`, tenant, () => this.now.whole);
    this.feed = feed;
    feed.addEventListener('message', event => this.now.take(/** @type {CustomEvent} */ (event).detail, feed.heardAt));
    feed.addEventListener('state', () => this.now.become(feed.state));
    feed.addEventListener('refused', () => this.session.load().catch(() => undefined));
    feed.start();
    this.#name();
  }

  /** Closes the stream: what goes on is for somebody who is signed in. */
  #leave() {
    this.feed?.stop();
    this.feed = undefined;
    this.now.become('stale');
  }

  /**
   * Calls the API for the tenant of the session; for nobody once somebody else came.
   * @param {string} name
   * @param {Record<string, any>} [values]
   * @param {AbortSignal} [signal]
   */
  async call(name, values = {}, signal) {
    if (this.session.replacedBy) {
      throw new Problem(0, { detail: t('session.replaced') });
    }
    return call(name, { tenant: this.session.tenant, ...values }, signal);
  }

  /** The zone that times are told in: the table's; the viewer's where there is no table. */
  get zone() {
    return this.words.zone || HERE;
  }

  /** Names are wanted, not needed: without them ids are shown. */
  #name() {
    this.words.load(this).catch(() => undefined);
  }
}
