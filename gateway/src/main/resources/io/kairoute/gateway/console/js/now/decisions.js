// @ts-check
/** Why decisions were made without full inputs, and the newest decisions; each leads to its reasons. */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { css } from '../ui/css-properties.js';
import { icon, mark } from '../ui/icon.js';
import { clockSeconds, number, percent } from '../text/format.js';
import { t, wordOf } from '../text/messages.js';

/** @type {Record<string, string>} */
const BAND_SHAPES = { CLEAR: 'square-full', AMBIGUOUS: 'square-hatched', NONE: 'square' };

/** The band as shape and word. @param {string} band */
export const bandMark = band => mark(band === 'CLEAR' ? 'one' : 'off', BAND_SHAPES[band] ?? 'square', wordOf('band', band));

/** Causes as a sorted list of bars. @param {any} told @param {any} totals */
export function causeList(told, totals) {
  const rows = (told?.rows ?? []).filter((/** @type {any} */ row) => row.per_minute > 0);
  if (rows.length === 0) {
    return html`<p class="quiet">${t(totals?.per_minute ? 'now.no_causes' : 'now.nothing_decided')}</p>`;
  }
  const all = Math.max(totals?.per_minute ?? 0, 1e-9);
  return html`<ol class="causes">${rows.map((/** @type {any} */ row) => html`<li>
    <a class="clip" href="/why?cause=${row.cause}">${icon('triangle')}${wordOf('cause', row.cause)}</a>
    <span class="cause-bar" ${css({ '--share': String(Math.min(1, row.per_minute / all)) })}></span>
    <span class="number">${number(row.per_minute)} <span class="quiet">${percent(row.per_minute / all)}</span></span></li>`)}</ol>`;
}

/** The newest decisions. @param {any[]} rows @param {import('../app/app.js').App} app */
export function decisionTable(rows, app) {
  if (rows.length === 0) {
    return html`<p class="quiet">${t('now.no_decisions')}</p>`;
  }
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${t('now.decisions')}><table class="${app.now.isStale ? 'stale' : ''}">
    <thead><tr><th scope="col">${t('decision.time')}</th><th scope="col">${t('decision.occasion')}</th><th scope="col">${t('decision.band')}</th>
      <th scope="col">${t('decision.tier')}</th><th scope="col">${t('decision.queue')}</th><th scope="col" class="number">${t('decision.priority')}</th><th scope="col">${t('decision.cause')}</th></tr></thead>
    <tbody>${repeat(rows, (/** @type {any} */ row) => row.decision_id + row.time, (/** @type {any} */ row) => html`<tr>
      <td><a href="/why?decision=${encodeURIComponent(row.decision_id)}&at=${row.time}" aria-label=${t('decision.why', { time: clockSeconds(row.time, app.zone) })}>${clockSeconds(row.time, app.zone)}</a></td>
      <td class="clip">${app.words.name('occasion', row.occasion)}</td><td>${bandMark(row.band)}</td>
      <td class="clip">${app.words.name('tier', row.tier)}</td><td class="clip">${app.words.name('queue', row.queue)}</td>
      <td class="number">${row.priority ?? 0}</td><td class="clip">${row.cause ? html`<span class="mark warn">${icon('triangle')}<span>${wordOf('cause', row.cause)}</span></span>` : nothing}</td></tr>`)}</tbody></table></div>`;
}
