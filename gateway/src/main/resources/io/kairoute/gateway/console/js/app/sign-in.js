// @ts-check
/** The way in: a chosen name on an open node, an API key, or the provider's page. */
import { html, nothing } from 'lit';
import { LightElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import { faultNote } from '../ui/states.js';
import { t } from '../text/messages.js';

class SignIn extends LightElement {
  static properties = { session: { attribute: false }, problem: { state: true }, isBusy: { state: true } };

  constructor() {
    super();
    /** @type {import('./session.js').Session} */
    this.session = /** @type {any} */ (undefined);
    this.problem = undefined;
    this.isBusy = false;
  }

  /** @param {SubmitEvent} event */
  async #open(event) {
    event.preventDefault();
    const fields = new FormData(/** @type {HTMLFormElement} */ (event.target));
    this.isBusy = true;
    this.problem = undefined;
    try {
      await this.session.open({
        ...Object.fromEntries([...fields].map(([name, value]) => [name, String(value).trim()])), ...(location.pathname === '/wall' && fields.has('api_key') ? { wall: true } : {}),
      });
    } catch (problem) {
      this.problem = /** @type {any} */ (problem);
    }
    this.isBusy = false;
  }

  /** Where one signs in, who came another way. @param {string} address */
  #elsewhere(address) {
    return html`<div class="sign-in"><h1>${t('sign_in.title')}</h1><p>${t('sign_in.elsewhere')}</p>
      <a class="button main" href=${address + location.pathname + location.search}>${address}</a></div>`;
  }

  render() {
    const { ways, address } = this.session;
    if (address && address !== location.origin) {
      return this.#elsewhere(address);
    }
    return html`<form class="sign-in" @submit=${this.#open}>
      <h1>${t('sign_in.title')}</h1>
      ${faultNote(this.problem)}
      ${ways.includes('ISSUER') ? html`<a class="button" href="/console/sign-in?to=${encodeURIComponent(location.pathname + location.search)}">${icon('key')}${t('sign_in.provider')}</a>` : nothing}
      ${ways.includes('NAME') ? html`
        <div class="field"><label for="who">${t('sign_in.name')}</label>
          <input id="who" name="name" required pattern=".{1,64}" title=${t('field.at_most', { count: 64 })} autocomplete="name" autofocus></div>
        <p class="quiet">${t('sign_in.name_why')}</p>` : nothing}
      ${ways.includes('KEY') ? html`
        <div class="field"><label for="key">${t('sign_in.key')}</label>
          <input id="key" name="api_key" type="password" required autocomplete="current-password" spellcheck="false"></div>
        <p class="quiet">${t(location.pathname === '/wall' ? 'sign_in.key_wall_why' : 'sign_in.key_why')}</p>` : nothing}
      ${ways.includes('NAME') || ways.includes('KEY') ? html`<button class="main" type="submit" ?disabled=${this.isBusy}>${t('sign_in.open')}</button>` : nothing}
    </form>`;
  }
}
customElements.define('k-sign-in', SignIn);
