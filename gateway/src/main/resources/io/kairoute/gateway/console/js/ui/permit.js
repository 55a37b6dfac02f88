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
 * @property {string} [name] what a reader hears instead of the label
 * @property {string} [kind] classes
 * @property {string} [reason] why it cannot be pressed now, although the role is there
 */

/**
 * @param {import('../app/session.js').Session} session
 * @param {Permit} permit
 */
export function permitted(session, { role, label, press, name, kind = '', reason = '' }) {
  const why = session.may(role) ? reason : t('permit.needs', { role: wordOf('role', role) });
  return html`<button class=${kind} type="button" aria-label=${ifDefined(name)} aria-disabled=${why ? 'true' : 'false'} title=${why || nothing}
      @click=${() => why || press()}>${label}${why ? html`<span class="unseen"> (${why})</span>` : nothing}</button>`;
}
