// @ts-check
/** The ledger: one row a field, one column a station; a cell is filled only where the value changed, with what changed it. */
import { html, nothing } from 'lit';
import { icon } from '../ui/icon.js';
import { t, wordOf } from '../text/messages.js';
import { STATIONS, differing, ledgerOf, valueText } from './story.js';

/** @type {Record<string, string>} */
const STAGE = { base: 'one', tuning: 'two', guardrails: 'bracket', queue: '', answer: '' };

/** @param {string} field @param {import('./story.js').Change[]} changes @param {import('../model/words.js').Words} words */
function cell(field, changes, words) {
  return changes.filter(change => change.before !== change.after).map(change => html`<div class="change-of">
    <span class="value">${valueText(field, change.after, words)}</span> <small>${wordOf('step', change.kind)}${change.id ? html` <code>${change.id}</code>` : nothing}</small></div>`);
}

/**
 * @param {any} decision
 * @param {any} before another decision to lay under it, or nothing
 * @param {import('../model/words.js').Words} words
 */
export function ledger(decision, before, words) {
  const rows = ledgerOf(decision);
  const changed = new Map(before ? differing(ledgerOf(before), rows).map(one => [one.field, one]) : []);
  if (rows.length === 0) {
    return html`<p class="quiet">${decision.trace?.truncated ? t('why.cut') : t('why.no_steps')}</p>`;
  }
  return html`<div class="wide"><table class="ledger">
    <caption class="unseen">${t('why.ledger')}</caption>
    <thead><tr><th scope="col">${t('why.field')}</th>${STATIONS.map(station => html`<th scope="col" class=${STAGE[station]}>${t(`station.${station}`)}</th>`)}<th scope="col">${t('why.value')}</th></tr></thead>
    <tbody>${rows.map(row => html`<tr class=${changed.has(row.field) ? 'differs' : ''}>
      <th scope="row">${wordOf('field', row.field)}</th>${STATIONS.map(station => html`<td>${cell(row.field, row.cells[station], words)}</td>`)}
      <td><b>${valueText(row.field, row.value, words)}</b>${changed.has(row.field) ? html`<br><small>${icon('undo')} ${t('why.was', { value: valueText(row.field, changed.get(row.field)?.before, words) })}</small>` : nothing}</td></tr>`)}</tbody></table></div>
    ${decision.trace?.truncated ? html`<p class="note warn">${icon('alert')}<span>${t('why.cut')}</span></p>` : nothing}`;
}
