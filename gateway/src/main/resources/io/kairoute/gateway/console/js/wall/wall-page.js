// @ts-check
/** Wall: fetches the line of the last hour; the rest comes with the stream. Nobody touches it for weeks. */
import { html } from 'lit';
import { LightElement } from '../ui/element.js';
import { HeldStore } from '../model/held-store.js';
import { HOUR, MINUTE } from '../text/format.js';
import './wall-view.js';

class WallPage extends LightElement {
  static properties = { app: { attribute: false }, line: { state: true } };

  constructor() {
    super();
    /** @type {import('../app/app.js').App} */
    this.app = /** @type {any} */ (undefined);
    /** @type {number[]} contacts of each minute of the last hour */
    this.line = [];
    this.startedAt = '';
    /** @type {HeldStore} */
    this.held = /** @type {any} */ (undefined);
  }

  connectedCallback() {
    super.connectedCallback();
    this.held = new HeldStore(this.app, this.life);
    this.held.load();
    this.#load();
    this.every(MINUTE / 4, () => this.#load());
    this.listen(this.app.session, 'change', () => this.#load());
    this.listen(this.app.now, 'change', () => this.#renew());
  }

  /** A node that was started anew may bring a new console. */
  #renew() {
    const { nodeStart } = this.app.now;
    if (this.startedAt && nodeStart && nodeStart !== this.startedAt) {
      location.reload();
    }
    this.startedAt = nodeStart || this.startedAt;
  }

  async #load() {
    const to = this.app.now.time;
    try {
      const rates = await this.app.call('GetRates', { keys: [{ kind: 'ALL' }], from: new Date(to - HOUR).toISOString(), to: new Date(to - MINUTE).toISOString(), step_s: 60 }, this.life);
      this.line = rates.series?.[0]?.counts ?? [];
    } catch {
      // The stream says by itself when the node is gone.
    }
  }

  render() {
    return html`<k-wall-view .app=${this.app} .held=${this.held} .line=${this.line}></k-wall-view>`;
  }
}
customElements.define('k-wall-page', WallPage);
