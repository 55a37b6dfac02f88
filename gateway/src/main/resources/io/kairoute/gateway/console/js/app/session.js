// @ts-check
/**
 * Who is signed in, for which tenant, and what they may do. Tells `change` when that changes, `over` when it ended, and `replaced` when
 * somebody else, or another tenant, came instead: what a page shows and holds is of whom it was opened for, and no other may go on with it.
 */
import { call, send, signedOut } from '../api/call.js';
import { MINUTE, SECOND } from '../text/format.js';

const ADDRESS = '/console/session';
const CHOSEN = 'kairoute.tenant';
/** Tabs share one session: what one does, the others look at. */
const TABS = 'kairoute-session';
/** Between two looks whether the session is over, where the clocks of both machines differ. */
const LOOK_MS = MINUTE / 2;
/** What a browser's timer holds. */
const FARTHEST_MS = 2 ** 31 - 1;

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
  /** The only address at which sessions are begun; empty where each of the node's will do. */
  address = '';
  isOpen = false;
  isOver = false;
  /** Who came instead, and for which tenant; for good, until the page is loaded anew. @type {{name: string, tenant: string} | undefined} */
  replacedBy;
  /** Who it is for the node. */
  #caller = '';
  /** The tenant that the node holds the session to; empty where it may ask about several. */
  #bound = '';
  #lasts = 0;
  #tabs = new BroadcastChannel(TABS);

  constructor() {
    super();
    this.#tabs.onmessage = ({ data }) => this.#hear(data);
    signedOut.addEventListener('signed-out', () => this.end());
  }

  /** Whether the caller may do what asks for a role. @param {string} role */
  may(role) {
    return this.isOpen && (this.roles.has(role) || this.roles.has('admin'));
  }

  /** Asks who is signed in. */
  async load() {
    const told = await send('GET', ADDRESS);
    this.ways = told.ways ?? [];
    this.address = told.address ?? '';
    if (!told.signed_in) {
      this.end();
    } else if (this.isOpen && !this.#isSame(told)) {
      this.#replace(told);
    } else if (!this.replacedBy) {
      this.#take(told);
      const caller = await call('GetCaller', {});
      this.version = caller.node_version ?? '';
      this.isDemo = caller.demo ?? false;
    }
  }

  /** Tells the other tabs who is signed in now: who came by the provider's page told nobody. */
  tell() {
    this.#tabs.postMessage({ caller: this.#caller, bound: this.#bound });
  }

  /** Another tab told who is signed in; what this one knows already is not asked again. @param {{caller: string, bound: string}} told */
  #hear({ caller, bound }) {
    if (this.isOver || !this.isOpen || caller !== this.#caller || bound !== this.#bound) {
      this.recover().catch(() => undefined);
    }
  }

  /** Signs in. @param {{name?: string, api_key?: string, wall?: boolean}} proof */
  async open(proof) {
    const { name, tenant } = await send('POST', ADDRESS, proof);
    this.#tabs.postMessage({ caller: name, bound: tenant });
    await this.recover();
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
    this.#tabs.postMessage({ caller: '', bound: '' });
    location.assign(to);
  }

  /** Tells that the session ended, once. */
  end() {
    if (this.isOpen && !this.isOver && !this.replacedBy) {
      this.isOver = true;
      this.dispatchEvent(new Event('over'));
    }
  }

  /** Looks whether there is a session again, which another tab may have begun. */
  async recover() {
    await this.load();
    if (this.isOpen && !this.isOver && !this.replacedBy) {
      this.dispatchEvent(new Event('change'));
    }
  }

  /** @param {any} told */
  #isSame(told) {
    return told.name === this.#caller && Session.#tenantOf(told) === this.tenant;
  }

  /** @param {any} told */
  #replace(told) {
    const isFirst = this.replacedBy === undefined;
    this.replacedBy = { name: told.shown || told.name, tenant: Session.#tenantOf(told) };
    this.isOver = false;
    if (isFirst) {
      this.dispatchEvent(new Event('replaced'));
    }
  }

  /** @param {any} told @returns {string} */
  static #tenantOf(told) {
    const tenants = told.tenants ?? [];
    const chosen = sessionStorage.getItem(CHOSEN) ?? '';
    return told.tenant || (tenants.includes(chosen) ? chosen : tenants[0] ?? 'default');
  }

  /** @param {any} told */
  #take(told) {
    this.isOpen = true;
    this.isOver = false;
    this.#caller = told.name;
    this.#bound = told.tenant;
    this.name = told.shown || told.name;
    this.tenants = told.tenants ?? [];
    this.tenant = Session.#tenantOf(told);
    this.roles = new Set(told.roles ?? []);
    this.isWall = told.wall ?? false;
    this.endTime = told.session_end ?? '';
    this.#lookAtEnd();
  }

  /** Looks again when the session has lasted its longest: a page that only shows would not hear of it. */
  #lookAtEnd() {
    clearTimeout(this.#lasts);
    if (this.endTime) {
      const left = Math.max(LOOK_MS, Date.parse(this.endTime) - Date.now() + SECOND);
      this.#lasts = setTimeout(() => this.load().catch(() => undefined), Math.min(left, FARTHEST_MS));
    }
  }
}
