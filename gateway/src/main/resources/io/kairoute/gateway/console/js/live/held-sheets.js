// @ts-check
/** The sheets that hold, extend and end something; each page that lists what is held has them once. */
import { html } from 'lit';
import { LightElement } from '../ui/element.js';
import { say } from '../app/toasts.js';
import { extend } from './extend.js';
import './declare-sheet.js';
import './override-sheet.js';
import './switch-sheet.js';
import './end-sheet.js';

/** @typedef {{type: 'declare', occasion?: string} | {type: 'override', queue?: string} | {type: 'switch', switch: string, off: boolean}
 *   | {type: 'end', live?: any, queue?: any} | {type: 'extend', live: any, by: number}} Wish */

class HeldSheets extends LightElement {
  static properties = { app: { attribute: false }, held: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../app/app.js').App} */
    this.app = /** @type {any} */ (undefined);
    /** @type {import('../model/held-store.js').HeldStore} */
    this.held = /** @type {any} */ (undefined);
  }

  /** Does what somebody asked for. @param {Wish} wish */
  ask(wish) {
    switch (wish.type) {
      case 'declare': return this.#open('k-declare-sheet', wish.occasion);
      case 'override': return this.#open('k-override-sheet', wish.queue);
      case 'switch': return this.#open('k-switch-sheet', wish.switch, wish.off);
      case 'end': return this.#open('k-end-sheet', wish);
      default: return this.#extend(wish.live, wish.by);
    }
  }

  /** @param {string} sheet @param {...any} what */
  #open(sheet, ...what) {
    return /** @type {any} */ (this.querySelector(sheet)).open(...what);
  }

  /** @param {any} live @param {number} by */
  async #extend(live, by) {
    try {
      await extend(this.app, this.held, live, by);
    } catch (problem) {
      say(/** @type {Error} */ (problem).message);
    }
    this.held.load();
  }

  render() {
    const done = () => this.held.load();
    return html`<k-declare-sheet .app=${this.app} .held=${this.held} @done=${done}></k-declare-sheet><k-override-sheet .app=${this.app} .held=${this.held} @done=${done}></k-override-sheet>
      <k-switch-sheet .app=${this.app} @done=${done}></k-switch-sheet><k-end-sheet .app=${this.app} @done=${done}></k-end-sheet>`;
  }
}
customElements.define('k-held-sheets', HeldSheets);
