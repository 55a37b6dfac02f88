// @ts-check
/** What every page is given: who looks, what is true now, and the way to other pages. */
import { Feed } from '../api/feed.js';
import { call } from '../api/call.js';
import { HERE } from '../text/format.js';
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

  /** Opens the stream of the tenant; a second time does nothing. */
  follow() {
    if (this.feed || !this.session.may('viewer')) {
      return;
    }
    const tenant = this.session.tenant;
    this.feed = new Feed(`/v1/tenants/${encodeURIComponent(tenant)}/now:watch`, tenant, () => this.now.whole);
    this.feed.addEventListener('message', event => this.now.take(/** @type {CustomEvent} */ (event).detail, /** @type {Feed} */ (this.feed).heardAt));
    this.feed.addEventListener('state', () => this.now.become(/** @type {Feed} */ (this.feed).state));
    this.feed.addEventListener('refused', () => this.session.load().catch(() => undefined));
    this.feed.start();
    this.#name();
    let revision = 0;
    this.now.addEventListener('change', () => {
      const decides = this.now.publication?.revision ?? revision;
      if (revision && decides !== revision) {
        this.#name();
      }
      revision = decides;
    });
  }

  /**
   * Calls the API for the tenant of the session.
   * @param {string} name
   * @param {Record<string, any>} [values]
   * @param {AbortSignal} [signal]
   */
  call(name, values = {}, signal) {
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
