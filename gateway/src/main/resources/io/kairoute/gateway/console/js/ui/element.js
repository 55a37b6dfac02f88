// @ts-check
/** The base of every element: Lit without a shadow root, so that one stylesheet and every label reach everywhere. */
import { LitElement } from 'lit';

export class LightElement extends LitElement {
  /** Signals that end when the element leaves the page, for listeners and calls. */
  #life = new AbortController();
  #isDue = false;

  /** Draws into the element itself. */
  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.#life.signal.aborted) {
      this.#life = new AbortController();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#life.abort();
  }

  /** Ends with the element's stay on the page. */
  get life() {
    return this.#life.signal;
  }

  /** Draws anew with the next frame, however much comes before: a stream that was behind is caught up with in one. */
  drawSoon() {
    if (!this.#isDue) {
      this.#isDue = true;
      requestAnimationFrame(() => {
        this.#isDue = false;
        this.requestUpdate();
      });
    }
  }

  /**
   * Listens for as long as the element is on the page.
   * @param {EventTarget} target
   * @param {string} type
   * @param {(event: any) => void} heard
   */
  listen(target, type, heard) {
    target.addEventListener(type, heard, { signal: this.#life.signal });
  }

  /**
   * Does something again and again for as long as the element is on the page.
   * @param {number} everyMs
   * @param {() => void} work
   */
  every(everyMs, work) {
    const timer = setInterval(work, everyMs);
    this.#life.signal.addEventListener('abort', () => clearInterval(timer));
  }
}
