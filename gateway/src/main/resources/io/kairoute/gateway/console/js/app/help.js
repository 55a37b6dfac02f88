// @ts-check
/** The keys, and the switch that turns single letters off. */
import { html } from 'lit';
import { LightElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import { t } from '../text/messages.js';
import { PAGES } from './routes.js';
import { areLettersOn, switchLetters } from './keys.js';

class Help extends LightElement {
  /** Shows them. */
  open() {
    this.querySelector('dialog')?.showModal();
  }

  /** @param {Event} event */
  #letters(event) {
    switchLetters(/** @type {HTMLInputElement} */ (event.target).checked);
  }

  render() {
    const pages = PAGES.filter(page => page.key);
    return html`<dialog aria-labelledby="keys">
      <header><h2 id="keys">${t('help.title')}</h2>
        <form method="dialog"><button class="bare" aria-label=${t('action.close')}>${icon('close')}</button></form></header>
      <div class="body">
        <dl class="keys-list">
          ${pages.map(page => html`<dt><kbd>g</kbd><kbd>${page.key}</kbd></dt><dd>${t(`page.${page.path.slice(1)}`)}</dd>`)}
          <dt><kbd>o</kbd></dt><dd>${t('help.declare')}</dd>
          <dt><kbd>/</kbd></dt><dd>${t('help.search')}</dd>
          <dt><kbd>?</kbd></dt><dd>${t('help.title')}</dd>
        </dl>
        <p><label class="mark"><input type="checkbox" .checked=${areLettersOn()} @change=${this.#letters}> ${t('help.letters')}</label></p>
      </div></dialog>`;
  }
}
customElements.define('k-help', Help);
