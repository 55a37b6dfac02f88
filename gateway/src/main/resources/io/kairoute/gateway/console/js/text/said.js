// @ts-check
/** What the node says of the steps of a decision, in people's words: spans of time, shares of one, names of fields. Pure. */
import { confidence, duration, names } from './format.js';
import { t, wordOf } from './messages.js';

/** Fields whose values are milliseconds. */
const SPANS = ['sla_ms', 'preferred_wait_ms', 'expected_wait_ms'];
/** What a table calls them, and an answer does not. @type {Record<string, string>} */
const KEYS = { sla: 'sla_ms', preferred_wait: 'preferred_wait_ms' };

/** The name of a field, whether a table or an answer says it. @param {string} field */
export const fieldName = field => wordOf('field', KEYS[field] ?? field);

/** A value of a field: "2 min" where it is a span. @param {string} field @param {string} value */
export const fieldValue = (field, value) => (SPANS.includes(KEYS[field] ?? field) && /^\d+$/.test(value) ? (Number(value) ? duration(Number(value)) : '–') : value);

/** One change as the node tells it: "sla_ms 60000 to 30000". */
const CHANGE = /\b([a-z]+(?:_[a-z]+)*) ((?:[^ ,;:]+ )?)to ([^ ,;]+)/g;

/**
 * @param {string | undefined} text
 * @returns {string}
 */
export function said(text) {
  return (text ?? '')
    .replace(/\btunable: ([a-z_]+(?:, [a-z_]+)*)/g, (_, fields) => t('said.tunable', { fields: fields === 'nothing' ? t('why.nothing') : names(fields.split(', ').map(fieldName)) }))
    .replace(CHANGE, (whole, field, before, after) => (fieldName(field) === field ? whole
      : `${fieldName(field)} ${before ? `${fieldValue(field, before.trim())} ` : ''}→ ${fieldValue(field, after)}`))
    .replace(/\bwait_over: (\d+) ms/g, (_, ms) => t('said.wait_over', { span: duration(Number(ms)) }))
    .replace(/\bdepth_over: (\d+)/g, (_, count) => t('said.depth_over', { count: Number(count) }))
    .replace(/\bno_agents: (true|false)/g, (_, yes) => t(`said.no_agents_${yes}`))
    .replace(/\bclosed: (true|false)/g, (_, yes) => t(`said.closed_${yes}`))
    .replace(/\bambiguous_at\b/g, t('said.ambiguous_at'))
    .replace(/\b(\d+) ms\b/g, (_, ms) => duration(Number(ms)))
    .replace(/\b(\d+) bp\b/g, (_, points) => confidence(Number(points)));
}
