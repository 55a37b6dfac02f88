// @ts-check
/** A button that only some may press: it is there for everybody, and says which role it needs. */
import { html, nothing } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { t, wordOf } from '../text/messages.js';

/**
 * @typedef {object} Permit
 * @property {string} role what is needed
 * @property {unknown} label
 * @property {() => void} press
 * @property {string} [name] what a reader hears behind the label, so that whoever speaks the label presses the button
 * @property {string} [kind] classes
 * @property {string} [reason] why it cannot be pressed now, although the role is there
 */

/**
 * @param {import('../app/session.js').Session} session
 * @param {Permit} permit
 */
export function permitted(session, { role, label, press, name, kind = '', reason = '' }) {
  const why = session.may(role) ? reason : t('permit.needs', { role: wordOf('role', role) });
  const heard = name && !name.startsWith(String(label)) ? `${label}: ${name}` : name;
  return html`<button class=${kind} type="button" aria-label=${ifDefined(heard)} aria-disabled=${why ? 'true' : 'false'} title=${why || nothing}
      @click=${() => why || press()}>${label}${why ? html`<span class="unseen"> (${why})</span>` : nothing}</button>`;
}
