// @ts-check
/** The nearest changes: single inputs that would have sent the contact elsewhere, each tried on the real table. */
import { frequent } from '../model/scope.js';

const FIELDS = ['intent', 'channel', 'product', 'region', 'entry_point', 'language'];
/** Of each field this many words that contacts really brought. */
const WORDS = 3;
/** The node explains 20 contacts a second to a tenant; this stays well below. */
const PACE_MS = 80;

/**
 * Changes of one input each, the likeliest first.
 * @param {any} contact @param {any[]} decisions what contacts brought lately
 * @returns {{field: string, value: any}[]}
 */
export function changesOf(contact, decisions) {
  const surer = contact.intent && (contact.intent_confidence ?? 1) < 1 ? [{ field: 'intent_confidence', value: 1 }] : [];
  return [...surer, ...FIELDS.flatMap(field => frequent(decisions, field, WORDS + 1)
    .map(({ word }) => word).filter(word => word !== contact[field]).slice(0, WORDS).map(value => ({ field, value })))];
}

/**
 * Tries them one after the other and tells those that move the contact.
 * @param {(contact: any) => Promise<any>} decide
 * @param {any} contact
 * @param {string} queue where it goes as it is
 * @param {any[]} decisions
 * @param {(found: {field: string, value: any, queue: string}) => void} tell
 * @returns {Promise<number>} how many were tried
 */
export async function nearest(decide, contact, queue, decisions, tell) {
  const changes = changesOf(contact, decisions);
  for (const change of changes) {
    const decision = await decide({ ...contact, [change.field]: change.value });
    if (decision.queue !== queue) {
      tell({ ...change, queue: decision.queue });
    }
    await new Promise(resolve => setTimeout(resolve, PACE_MS));
  }
  return changes.length;
}
