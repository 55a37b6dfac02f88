// @ts-check
/** Who is signed in, for which tenant, and what they may do. Tells `change` when that changes, and `over` when it ended. */
import { call, send, signedOut } from '../api/call.js';

const ADDRESS = '/console/session';
const CHOSEN = 'kairoute.tenant';
/** Tabs share one session: what one does, the others look at. */
const TABS = 'kairoute-session';

export class Session extends EventTarget {
  /** The name as people know it. */
  name = '';
  tenant = '';
  /** @type {string[]} those that may be asked about */
  tenants = [];
  /** @type {Set<string>} */
  roles = new Set();
  version = '';
  isDemo = false;
  /** Whether this is a screen on a wall, which may only look. */
  isWall = false;
  /** Until when the session lasts at most; empty where that is not known. */
  endTime = '';
  /** @type {string[]} how one signs in: NAME on a node that asks nobody, KEY, ISSUER */
  ways = [];
  isOpen = false;
  isOver = false;
  #tabs = new BroadcastChannel(TABS);

  constructor() {
    super();
    this.#tabs.onmessage = () => this.recover().catch(() => undefined);
    signedOut.addEventListener('signed-out', () => this.end());
  }

  /** Whether the caller may do what asks for a role. @param {string} role */
  may(role) {
    return this.isOpen && (this.roles.has(role) || this.roles.has('admin'));
  }

  /** Asks who is signed in. */
  async load() {
    this.#take(await send('GET', ADDRESS));
    if (this.isOpen) {
      const caller = await call('GetCaller', {});
      this.version = caller.node_version ?? '';
      this.isDemo = caller.demo ?? false;
    }
  }

  /** Signs in. @param {{name?: string, api_key?: string, wall?: boolean}} proof */
  async open(proof) {
    await send('POST', ADDRESS, proof);
    await this.load();
    this.isOver = false;
    this.dispatchEvent(new Event('change'));
    this.#tabs.postMessage('begun');
  }

  /** Asks about another tenant from now on. @param {string} tenant */
  async choose(tenant) {
    sessionStorage.setItem(CHOSEN, tenant);
    // Somebody who may ask about every tenant has none chosen at the node, so a refusal says nothing.
    await send('PUT', ADDRESS, { tenant }).catch(() => undefined);
    location.reload();
  }

  /** Signs out, and goes somewhere. @param {string} [to] */
  async close(to = '/') {
    await send('DELETE', ADDRESS);
    this.#tabs.postMessage('ended');
    location.assign(to);
  }

  /** Tells that the session ended, once. */
  end() {
    if (this.isOpen && !this.isOver) {
      this.isOver = true;
      this.dispatchEvent(new Event('over'));
    }
  }

  /** Looks whether there is a session again, which another tab may have begun. */
  async recover() {
    this.isOver = false;
    await this.load();
    if (!this.isOver) {
      this.dispatchEvent(new Event('change'));
    }
  }

  /** @param {any} told */
  #take(told) {
    this.ways = told.ways ?? [];
    if (!told.signed_in) {
      this.end();
      return;
    }
    this.isOpen = true;
    this.name = told.shown || told.name;
    this.tenants = told.tenants ?? [];
    const chosen = sessionStorage.getItem(CHOSEN) ?? '';
    this.tenant = told.tenant || (this.tenants.includes(chosen) ? chosen : this.tenants[0] ?? 'default');
    this.roles = new Set(told.roles ?? []);
    this.isWall = told.wall ?? false;
    this.endTime = told.session_end ?? '';
  }
}
