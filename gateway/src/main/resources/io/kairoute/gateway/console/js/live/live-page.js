// @ts-check
/** Live: what is declared, held and switched off by hand, and the way to change it. */
import { html } from 'lit';
import { HeldPage } from './held-page.js';
import './live-view.js';

class LivePage extends HeldPage {
  connectedCallback() {
    super.connectedCallback();
    this.listen(this.app.routes, 'change', () => this.#openByAddress());
  }

  firstUpdated() {
    this.#openByAddress();
  }

  /** `?declare=1` opens the sheet, so that a key of any page can; `?declare=outage` chooses the occasion, too. */
  async #openByAddress() {
    await this.updateComplete;
    const declare = this.app.routes.query.get('declare');
    if (declare && this.app.session.may('operator')) {
      this.app.routes.put({ declare: undefined });
      this.wish({ type: 'declare', occasion: declare === '1' ? '' : declare });
    }
  }

  render() {
    return html`<k-live-view .app=${this.app} .held=${this.held} @wish=${(/** @type {CustomEvent} */ event) => this.wish(event.detail)}></k-live-view>${this.sheets()}`;
  }
}
customElements.define('k-live-page', LivePage);
