// @ts-check
/** The phone: declare, extend and resolve a live occasion, hold a queue and let it go; nothing else. */
import { html } from 'lit';
import { HeldPage } from '../live/held-page.js';
import './outage-view.js';

class OutagePage extends HeldPage {
  render() {
    return html`<k-outage-view .app=${this.app} .held=${this.held} @wish=${(/** @type {CustomEvent} */ event) => this.wish(event.detail)}></k-outage-view>${this.sheets()}`;
  }
}
customElements.define('k-outage-page', OutagePage);
