// @ts-check
/**
 * The stream of what is true now: one connection for the whole browser, however many tabs are open.
 *
 * One tab holds a lock and reads the stream; it passes every message on to the others. When it closes, the next one takes over.
 * A message has what changed; so a tab that comes later asks for all there is, and that answer is for it alone.
 * A tab that hears nothing for ten seconds says so, and takes the lock by force, since a tab in the background may be frozen.
 */

/** Silence after which what is shown is called old. */
export const STALE_MS = 10_000;
const CHECK_MS = 1_000;
const RETRY_MS = [1_000, 5_000];

/** Tells `message` with `detail` for each one, and `state` when the connection's state changes. */
export class Feed extends EventTarget {
  /** @type {'connecting' | 'open' | 'stale' | 'restarting'} */
  state = 'connecting';
  /** When the last message came, by this machine's clock. */
  heardAt = 0;
  /** @type {EventSource | undefined} */
  #source;
  /** What an answer to this tab is known by. */
  #id = crypto.randomUUID();
  #startedAt = Date.now();
  #stopped = new AbortController();

  /**
   * @param {string} address
   * @param {string} name shared by the tabs that want the same stream
   * @param {() => any} [whole] what all messages so far come to, as one; undefined while something was not told yet
   */
  constructor(address, name, whole = () => undefined) {
    super();
    this.address = address;
    this.whole = whole;
    this.name = `kairoute:${name}`;
    this.channel = new BroadcastChannel(this.name);
    this.channel.onmessage = ({ data }) => this.#hear(data);
  }

  /** Begins. */
  start() {
    this.channel.postMessage({ type: 'who', from: this.#id });
    this.#compete(false);
    const timer = setInterval(() => this.#check(), CHECK_MS);
    this.#stopped.signal.addEventListener('abort', () => clearInterval(timer));
  }

  /** Ends; another tab takes over. */
  stop() {
    this.#stopped.abort();
    this.#source?.close();
    this.channel.close();
  }

  /** Whether this tab is the one that reads the stream. */
  get isLeader() {
    return this.#source !== undefined;
  }

  /** @param {boolean} byForce */
  #compete(byForce) {
    navigator.locks
      .request(this.name, byForce ? { steal: true } : {}, () => new Promise(release => {
        if (this.#stopped.signal.aborted) {
          release(undefined);
          return;
        }
        this.#read();
        this.#stopped.signal.addEventListener('abort', () => release(undefined));
      }))
      .catch(() => {
        // Another tab took the lock: follow it.
        this.#source?.close();
        this.#source = undefined;
        if (!this.#stopped.signal.aborted) {
          this.#compete(false);
        }
      });
  }

  #read() {
    this.#source?.close();
    const source = new EventSource(this.address);
    this.#source = source;
    const pass = (/** @type {MessageEvent} */ event) => this.#tell({ type: 'message', body: JSON.parse(event.data), at: Date.now() });
    source.addEventListener('message', pass);
    source.addEventListener('bye', () => this.#tell({ type: 'bye' }));
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED && this.#source === source && !this.#stopped.signal.aborted) {
        this.#tell({ type: 'refused' });
        setTimeout(() => this.#source === source && this.#read(), RETRY_MS[0] + Math.random() * (RETRY_MS[1] - RETRY_MS[0]));
      }
    });
  }

  /** @param {any} news */
  #tell(news) {
    this.channel.postMessage(news);
    this.#hear(news);
  }

  /** @param {any} news */
  #hear(news) {
    if (news.type === 'who') {
      const body = this.isLeader ? this.whole() : undefined;
      if (body) {
        this.channel.postMessage({ type: 'message', to: news.from, body, at: this.heardAt });
      }
    } else if (news.to && news.to !== this.#id) {
      // Another tab asked, and this one was told before.
    } else if (news.type === 'message') {
      // A tab that was just opened hears the last news, however old it is.
      this.heardAt = news.at;
      this.#become(Date.now() - news.at > STALE_MS ? 'stale' : 'open');
      this.dispatchEvent(new CustomEvent('message', { detail: news.body }));
    } else if (news.type === 'bye') {
      this.#become('restarting');
    } else {
      this.dispatchEvent(new Event('refused'));
    }
  }

  #check() {
    const silence = Date.now() - (this.heardAt || this.#startedAt);
    if (silence > STALE_MS) {
      this.#become('stale');
    }
    if (silence > 2 * STALE_MS && !this.isLeader && document.visibilityState === 'visible') {
      this.heardAt = Date.now() - STALE_MS;
      this.#compete(true);
    }
  }

  /** @param {Feed['state']} state */
  #become(state) {
    if (this.state !== state) {
      this.state = state;
      this.dispatchEvent(new Event('state'));
    }
  }
}
