// @ts-check
/** One decision as a story: what was asked, eight stations, and the ledger of its fields. Pure: it draws nothing and asks nobody. */
import { confidence, duration, names } from '../text/format.js';
import { t, wordOf } from '../text/messages.js';
import { fieldValue, said } from '../text/said.js';

/** The stations that change fields, in order. */
export const STATIONS = ['base', 'tuning', 'guardrails', 'queue', 'answer'];

/** Which station a kind of step belongs to. @type {Record<string, string>} */
const STATION_OF = {
  DEFAULT: 'base', OCCASION: 'base', AMBIGUOUS: 'base', TIER: 'base',
  EXPERIMENT: 'tuning', TUNING: 'tuning',
  OCCASION_FLOOR: 'guardrails', OCCASION_CEILING: 'guardrails', TIER_CAP: 'guardrails', PROTECTION: 'guardrails',
  OVERFLOW: 'queue', REDIRECT: 'queue', CLOSED: 'queue', SURGE: 'queue',
  LANGUAGE: 'answer', WITHHELD: 'answer',
};

/** Fields in the order in which people ask for them. */
const FIELDS = ['queue', 'script', 'script_language', 'priority', 'sla_ms', 'offer', 'message', 'ladder', 'effort', 'selectors', 'preferred_agent', 'preferred_wait_ms', 'overflow', 'in_flight'];
/** Request fields that tell about a contact, in order. */
export const ASKED = ['channel', 'direction', 'region', 'product', 'device', 'language', 'entry_point', 'intent', 'occasion'];

/**
 * A value of a field as people read it.
 * @param {string} field @param {any} value @param {import('../model/words.js').Words} words
 * @returns {string}
 */
export function valueText(field, value, words) {
  if (value === undefined || value === '' || value === null) {
    return '–';
  }
  return field === 'queue' || field === 'script' ? words.name(field, value) : said(fieldValue(field, String(value)));
}

/**
 * @typedef {{before: string, after: string, kind: string, id: string}} Change
 * @typedef {{field: string, cells: Record<string, Change[]>, value: any}} LedgerRow
 */

/** The biography of each field. @param {any} decision with its trace @returns {LedgerRow[]} */
export function ledgerOf(decision) {
  const steps = decision.trace?.steps ?? [];
  const fields = [...FIELDS.filter(field => steps.some((/** @type {any} */ step) => step.field === field)),
    ...new Set(steps.map((/** @type {any} */ step) => step.field).filter((/** @type {string} */ field) => !FIELDS.includes(field)))];
  return fields.map(field => {
    /** @type {Record<string, Change[]>} */
    const cells = Object.fromEntries(STATIONS.map(station => [station, []]));
    for (const step of steps) {
      if (step.field === field) {
        cells[STATION_OF[step.kind] ?? 'answer'].push({ before: step.before ?? '', after: step.after ?? '', kind: step.kind, id: step.id ?? '' });
      }
    }
    const last = steps.filter((/** @type {any} */ step) => step.field === field).at(-1);
    return { field, cells, value: last?.after ?? '' };
  });
}

/** Fields whose last value differs, with both. @param {LedgerRow[]} before @param {LedgerRow[]} after */
export function differing(before, after) {
  return after.filter(row => (before.find(other => other.field === row.field)?.value ?? '') !== row.value)
    .map(row => ({ field: row.field, before: before.find(other => other.field === row.field)?.value ?? '', after: row.value }));
}

/** What is known of a contact, in one line. @param {any} request */
export function askedText(request) {
  return ASKED.filter(field => request?.[field]).map(field => (field === 'channel' ? wordOf('channel', request[field])
    : field === 'intent' ? t('why.intent', { intent: request.intent, confidence: (request.intent_confidence ?? 1).toFixed(2) }) : request[field])).join(', ') || t('why.asked_nothing');
}

/** The candidate that won; none where nothing was sure enough. @param {any} decision */
export function winnerOf(decision) {
  return (decision.trace?.candidates ?? []).find((/** @type {any} */ one) => one.occasion === decision.occasion && (one.outcome ?? '').startsWith('won'));
}

/** How sure, against what it takes: "0.95 ≥ 0.80". @param {any} decision @param {import('../model/words.js').Words} words */
export function surenessText(decision, words) {
  const known = words.of('occasion', decision.occasion);
  const sure = confidence(decision.confidence_bp);
  if (known?.clear_at_bp === undefined || decision.band === 'NONE') {
    return sure;
  }
  return decision.band === 'CLEAR' ? `${sure} ≥ ${confidence(known.clear_at_bp)}`
    : (decision.confidence_bp ?? 0) >= known.clear_at_bp ? `${sure}, ${t('why.margin')}` : `${confidence(known.ambiguous_at_bp)} ≤ ${sure} < ${confidence(known.clear_at_bp)}`;
}

/** The ids that changed something at one station. @param {LedgerRow[]} ledger @param {string} station */
export function actorsOf(ledger, station) {
  return [...new Set(ledger.flatMap(row => row.cells[station].filter(change => change.before !== change.after).map(change => change.id).filter(Boolean)))];
}

/**
 * The whole of it in one or two sentences.
 * @param {any} request @param {any} decision @param {import('../model/words.js').Words} words
 */
export function sentenceOf(request, decision, words) {
  const ledger = ledgerOf(decision);
  const winner = winnerOf(decision);
  const occasion = words.name('occasion', decision.occasion);
  const by = winner ? t(`why.by_${winner.source.toLowerCase()}`, { origin: winner.origin ?? '' }) : '';
  const tuned = actorsOf(ledger, 'tuning');
  const bounded = decision.guardrails ?? [];
  const moves = (decision.trace?.moves ?? []).filter((/** @type {any} */ move) => move.moved);
  return [
    t(`why.taken_${(decision.band ?? 'none').toLowerCase()}`, { occasion, sure: surenessText(decision, words), by }).trim(),
    t(decision.segment_source === 'DEFAULT' ? 'why.tier_default' : decision.segment_source === 'CONSENT_OFF' ? 'why.tier_consent' : 'why.tier', { tier: words.name('tier', decision.tier) }),
    tuned.length ? t('why.tuned', { rules: names(tuned), count: tuned.length }) : '',
    bounded.length ? t('why.bounded', { guardrails: names(bounded.map((/** @type {string} */ one) => wordOf('guardrail', one))) }) : '',
    moves.length ? t('why.moved', { queues: names(moves.map((/** @type {any} */ move) => words.name('queue', move.to || move.queue))) }) : '',
    t('why.goes', { queue: words.name('queue', decision.queue), priority: String(decision.priority ?? 0), sla: duration(Number(decision.sla_ms ?? 0)) }),
    decision.fallback ? t('why.fallback', { cause: wordOf('cause', decision.fallback_cause) }) : '',
  ].filter(Boolean).join(' ');
}

/**
 * The story as plain text, for a ticket.
 * @param {any} request @param {any} decision @param {import('../model/words.js').Words} words
 */
export function plainText(request, decision, words) {
  const rows = ledgerOf(decision).map(row => `${t(`field.${row.field}`)}: ${STATIONS.flatMap(station => row.cells[station])
    .map(change => `${valueText(row.field, change.after, words)} (${wordOf('step', change.kind)}${change.id ? ` ${change.id}` : ''})`).join(' > ')}`);
  return [t('why.text_head', { id: decision.decision_id ?? '', revision: String(decision.table_revision ?? '') }), askedText(request), '', sentenceOf(request, decision, words), '', ...rows].join('\n');
}
