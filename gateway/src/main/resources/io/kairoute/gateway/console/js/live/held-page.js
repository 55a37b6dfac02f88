// @ts-check
/** The base of the pages that list what is held: they fetch the lists, and pass wishes of their view on to the sheets. */
import { html } from 'lit';
import { LightElement } from '../ui/element.js';
import { HeldStore } from '../model/held-store.js';
import './held-sheets.js';

export class HeldPage extends LightElement {
  static properties = { app: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../app/app.js').App} */
    this.app = /** @type {any} */ (undefined);
    /** @type {HeldStore} */
    this.held = /** @type {any} */ (undefined);
  }

  connectedCallback() {
    super.connectedCallback();
    this.held = new HeldStore(this.app, this.life);
    this.listen(this.held, 'change', () => this.requestUpdate());
    this.held.load();
  }

  /** Does what the view asks for. @param {import('./held-sheets.js').Wish} wish */
  wish(wish) {
    return /** @type {any} */ (this.querySelector('k-held-sheets')).ask(wish);
  }

  /** The sheets. */
  sheets() {
    return html`<k-held-sheets .app=${this.app} .held=${this.held}></k-held-sheets>`;
  }
}
