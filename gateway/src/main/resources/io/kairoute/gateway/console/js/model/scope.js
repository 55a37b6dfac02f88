// @ts-check
/** The scope of a live occasion: whom it fits. */
import { names } from '../text/format.js';
import { t, wordOf } from '../text/messages.js';

/** The lists of a scope, in the order in which they are told. */
export const LISTS = ['regions', 'products', 'channels', 'entry_points', 'accounts'];

/** The scope as words: "US-FL and US-GA; internet". @param {Record<string, any>} live */
export function scopeText(live) {
  const parts = LISTS.filter(list => live[list]?.length).map(list => names(live[list].map((/** @type {string} */ one) => (list === 'channels' ? wordOf('channel', one) : one))));
  return parts.length ? parts.join(', ') : t('scope.everybody');
}

/** How a queue is held, as words: "Redirected to Partner desk". @param {any} hold @param {import('./words.js').Words} words */
export function holdText(hold, words) {
  const kind = t(`override.${hold.kind.toLowerCase()}`);
  return hold.redirect_to ? t('override.kind_to', { kind, queue: words.name('queue', hold.redirect_to) }) : kind;
}

/** Lists whose words count in any case. */
const IN_ANY_CASE = ['regions', 'channels'];

/** Whether two live occasions are of one kind and fit the same contacts. @param {Record<string, any>} one @param {Record<string, any>} other */
export function isEqualScope(one, other) {
  const words = (/** @type {Record<string, any>} */ live, /** @type {string} */ list) =>
    [...new Set((live[list] ?? []).map((/** @type {string} */ word) => (IN_ANY_CASE.includes(list) ? word.toUpperCase() : word)))].sort().join('\n');
  return one.occasion === other.occasion && LISTS.every(list => words(one, list) === words(other, list));
}

/**
 * The words that turn up most in one field of contacts, with how often.
 * @param {any[]} decisions as ListDecisions gives them
 * @param {string} field of the request
 * @param {number} atMost
 * @returns {{word: string, count: number}[]}
 */
export function frequent(decisions, field, atMost) {
  const counts = new Map();
  for (const { request } of decisions) {
    const word = request?.[field];
    if (word) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return [...counts].map(([word, count]) => ({ word, count })).sort((a, b) => b.count - a.count).slice(0, atMost);
}
