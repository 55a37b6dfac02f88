// @ts-check
/** A contact to try: what a platform would send, and which table decides. Keys stay in the form and never come into the address. */
import { html } from 'lit';
import { LightElement } from '../ui/element.js';
import { t, wordOf } from '../text/messages.js';
import { KEYS } from './what-if.js';

const CHANNELS = ['', 'VOICE', 'CHAT', 'MESSAGE', 'EMAIL', 'TASK', 'CALLBACK'];
/** Fields of text, each with what it may look like. */
const TEXTS = [
  ['intent', 'no_internet'], ['region', 'US-FL'], ['product', 'internet'], ['device', 'tv-box'],
  ['language', 'en-US'], ['entry_point', 'tel:+18005550111'], ['customer_key', 'crm:7590-VHVEG'], ['account_key', 'acct:4711'],
];

class ContactForm extends LightElement {
  static properties = { contact: { attribute: false }, table: {}, isLogged: { type: Boolean }, words: { attribute: false }, isBusy: { type: Boolean }, values: { attribute: false } };

  constructor() {
    super();
    /** @type {Record<string, any>} */
    this.contact = {};
    /** The number of a revision; empty for the one that decides unless another is said. */
    this.table = '';
    /** Whether the contact is a logged one. */
    this.isLogged = false;
    /** @type {import('../model/words.js').Words} */
    this.words = /** @type {any} */ (undefined);
    this.isBusy = false;
    /** @type {Record<string, string[]>} what contacts brought lately, to choose from */
    this.values = {};
  }

  /** @param {SubmitEvent} event */
  #try(event) {
    event.preventDefault();
    const fields = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const text = (/** @type {string} */ name) => String(fields.get(name) ?? '').trim();
    const asked = [...TEXTS.map(([name]) => name), 'channel', 'occasion'];
    // What the form does not ask for stays as it was.
    const contact = { ...this.contact };
    [...asked, 'intent_confidence'].forEach(name => delete contact[name]);
    Object.assign(contact, Object.fromEntries(asked.map(name => [name, text(name)]).filter(([, value]) => value)));
    if (contact.intent && text('intent_confidence')) {
      contact.intent_confidence = Number(text('intent_confidence'));
    }
    this.dispatchEvent(new CustomEvent('try', { detail: { contact, table: text('table') } }));
  }

  render() {
    const { contact } = this;
    return html`<form class="contact-form" @submit=${this.#try}>
      <div class="field"><label for="c-channel">${t('ask.channel')}</label><select id="c-channel" name="channel">
        ${CHANNELS.map(channel => html`<option value=${channel} ?selected=${channel === (contact.channel ?? '')}>${channel ? wordOf('channel', channel) : t('ask.none')}</option>`)}</select></div>
      ${TEXTS.map(([name, hint]) => html`<div class="field"><label for="c-${name}">${t(`ask.${name}`)}</label>
        <input id="c-${name}" name=${name} list="l-${name}" autocomplete="off" spellcheck="false" placeholder=${this.isLogged && KEYS.includes(name) ? t('ask.as_then') : hint} .value=${contact[name] ?? ''}>
        <datalist id="l-${name}">${(this.values[name] ?? []).map(value => html`<option value=${value}></option>`)}</datalist></div>`)}
      <div class="field"><label for="c-sure">${t('ask.intent_confidence')}</label>
        <input id="c-sure" name="intent_confidence" type="number" min="0" max="1" step="0.01" placeholder="1" .value=${String(contact.intent_confidence ?? '')}></div>
      <div class="field"><label for="c-occasion">${t('ask.occasion')}</label><select id="c-occasion" name="occasion"><option value="">${t('ask.none')}</option>
        ${this.words.parts.occasion.map(one => html`<option value=${one.id} ?selected=${one.id === contact.occasion}>${this.words.name('occasion', one.id)}</option>`)}</select></div>
      <div class="field"><label for="c-table">${t('ask.table')}</label>
        <input id="c-table" name="table" inputmode="numeric" pattern="[0-9]*" placeholder=${t(this.isLogged ? 'ask.as_then' : 'ask.table_hint')} .value=${this.table}></div>
      <button class="main" type="submit" ?disabled=${this.isBusy}>${t('why.try')}</button>
    </form>`;
  }
}
customElements.define('k-contact-form', ContactForm);
