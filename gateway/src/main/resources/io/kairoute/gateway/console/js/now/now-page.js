// @ts-check
/** Now: fetches the lines of the last hour and the node's state; the rest comes with the stream. */
import { html } from 'lit';
import { LightElement } from '../ui/element.js';
import { HeldStore } from '../model/held-store.js';
import { HOUR, MINUTE, SECOND } from '../text/format.js';
import './now-view.js';

class NowPage extends LightElement {
  static properties = { app: { attribute: false }, lines: { state: true }, node: { state: true }, problem: { state: true } };

  constructor() {
    super();
    /** @type {import('../app/app.js').App} */
    this.app = /** @type {any} */ (undefined);
    /** @type {Map<string, number[]>} contacts of each minute of the last hour, by occasion */
    this.lines = new Map();
    /** @type {any} */
    this.node = undefined;
    /** @type {any} */
    this.problem = undefined;
    /** @type {HeldStore} */
    this.held = /** @type {any} */ (undefined);
  }

  connectedCallback() {
    super.connectedCallback();
    this.held = new HeldStore(this.app, this.life);
    this.held.load();
    this.#load();
    this.every(15 * SECOND, () => this.#load());
    this.listen(this.app.session, 'change', () => this.#load());
  }

  async #load() {
    const to = this.app.now.time;
    try {
      const [rates, node] = await Promise.all([
        this.app.call('GetRates', { keys: [{ kind: 'OCCASION' }], from: new Date(to - HOUR).toISOString(), to: new Date(to - MINUTE).toISOString(), step_s: 60 }, this.life),
        this.app.call('GetNode', {}, this.life),
      ]);
      this.lines = new Map((rates.series ?? []).map((/** @type {any} */ series) => [series.key.id, series.counts ?? []]));
      this.node = node;
      this.problem = undefined;
    } catch (problem) {
      if (!this.life.aborted) {
        this.problem = problem;
      }
    }
  }

  render() {
    return html`<k-now-view .app=${this.app} .held=${this.held} .lines=${this.lines} .node=${this.node} .problem=${this.problem} .retry=${() => this.#load()}></k-now-view>`;
  }
}
customElements.define('k-now-page', NowPage);
