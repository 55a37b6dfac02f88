// @ts-check
/** The pages that exist, their addresses, and the way between them. The address is the state of a page. */

/**
 * @typedef {object} Page
 * @property {string} path
 * @property {string} tag the element that shows it
 * @property {() => Promise<unknown>} load brings that element
 * @property {string} [icon] of its entry in the rail; without one it has none
 * @property {string} [key] the letter after `g`
 * @property {boolean} [isBare] without head and rail
 */

/** @type {Page[]} */
export const PAGES = [
  { path: '/now', tag: 'k-now-page', load: () => import('../now/now-page.js'), icon: 'now', key: 'n' },
  { path: '/live', tag: 'k-live-page', load: () => import('../live/live-page.js'), icon: 'live', key: 'l' },
  { path: '/why', tag: 'k-why-page', load: () => import('../why/why-page.js'), icon: 'why', key: 'w' },
  { path: '/handover', tag: 'k-handover-page', load: () => import('../handover/handover-page.js'), icon: 'handover', key: 'h' },
  { path: '/log', tag: 'k-log-page', load: () => import('../log/log-page.js'), icon: 'log', key: 'a' },
  { path: '/wall', tag: 'k-wall-page', load: () => import('../wall/wall-page.js'), isBare: true },
  { path: '/outage', tag: 'k-outage-page', load: () => import('../outage/outage-page.js'), isBare: true },
];

/** Tells `change` whenever the address does. */
export class Routes extends EventTarget {
  constructor() {
    super();
    addEventListener('popstate', () => this.dispatchEvent(new Event('change')));
    document.addEventListener('click', event => this.#follow(event));
  }

  /** The page of the address. */
  get page() {
    return PAGES.find(page => page.path === location.pathname) ?? PAGES[0];
  }

  /** What the address asks of it. */
  get query() {
    return new URLSearchParams(location.search);
  }

  /** Goes to an address of this console. @param {string} address */
  go(address) {
    history.pushState(null, '', address);
    this.dispatchEvent(new Event('change'));
  }

  /**
   * Changes some fields of the address, and stays. Empty values go.
   * @param {Record<string, string | undefined>} fields
   */
  put(fields) {
    const query = this.query;
    for (const [name, value] of Object.entries(fields)) {
      if (value) {
        query.set(name, value);
      } else {
        query.delete(name);
      }
    }
    const text = query.toString();
    history.replaceState(null, '', location.pathname + (text ? `?${text}` : ''));
    this.dispatchEvent(new Event('query'));
  }

  /** @param {MouseEvent} event */
  #follow(event) {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || link.target || link.download) {
      return;
    }
    if (link.origin === location.origin && PAGES.some(page => page.path === link.pathname)) {
      event.preventDefault();
      this.go(link.pathname + link.search + link.hash);
    }
  }
}
