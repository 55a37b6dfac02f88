// @ts-check
/** The occasions of the last minute, one line each: how many, the line of the hour, how sure, and whether that is usual. */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { css } from '../ui/css-properties.js';
import { icon } from '../ui/icon.js';
import { spark, topOf } from '../ui/spark.js';
import { HOUR, number, percent, signed } from '../text/format.js';
import { t } from '../text/messages.js';

/** A change smaller than this is not worth a mark. */
const WORTH = 0.1;
/** Rates below this are too small for a change to mean anything. */
const LEAST_RATE = 1;
const SHOWN = 9;

/** @param {any} row */
const sum = row => (row.clear ?? 0) + (row.ambiguous ?? 0) + (row.none ?? 0);

/** How sure: solid, hatched and hollow, in words for readers. @param {any} row */
export function bands(row) {
  const all = sum(row) || 1;
  const shares = [row.clear ?? 0, row.ambiguous ?? 0, row.none ?? 0].map(part => part / all);
  const text = t('bands.label', { clear: percent(shares[0]), ambiguous: percent(shares[1]), none: percent(shares[2]) });
  return html`<span class="bands" role="img" aria-label=${text} title=${text}>${['clear', 'ambiguous', 'none'].map((band, at) =>
    html`<span class="band ${band}" ${css({ 'flex-grow': String(shares[at]) })}></span>`)}</span>`;
}

/** The change against the hour, with an arrow. @param {number} rate @param {number | undefined} usual */
export function changeMark(rate, usual) {
  if (!usual || Math.max(rate, usual) < LEAST_RATE || Math.abs(rate / usual - 1) < WORTH) {
    return nothing;
  }
  return html`<span class="change">${icon(rate > usual ? 'up' : 'down')}${signed(rate / usual - 1)}</span>`;
}

/**
 * @param {any} told
 * @param {Map<string, number[]>} lines
 * @param {import('../app/app.js').App} app
 */
export function occasionTable(told, lines, app) {
  const rows = told?.rows ?? [];
  if (rows.length === 0) {
    return html`<p class="quiet">${t('now.no_contacts')}</p>`;
  }
  const shown = rows.slice(0, SHOWN);
  const top = topOf(shown.map((/** @type {any} */ row) => lines.get(row.occasion) ?? []));
  const since = new Date(Math.floor((app.now.time - HOUR) / 60_000) * 60_000).toISOString();
  const live = new Set((app.now.parts.live_occasions?.rows ?? []).filter((/** @type {any} */ one) => one.state === 'LIVE').map((/** @type {any} */ one) => one.occasion));
  return html`<table class="occasions ${app.now.isStale ? 'stale' : ''}">
    <thead><tr><th scope="col">${t('now.occasion')}</th><th scope="col" class="number">${t('now.per_minute')}</th><th scope="col">${t('now.hour')}</th>
      <th scope="col">${t('now.sure')}</th><th scope="col">${t('now.change')}</th></tr></thead>
    <tbody>${repeat(shown, (/** @type {any} */ row) => row.occasion, (/** @type {any} */ row) => html`<tr>
      <th scope="row"><a class="clip" href="/why?occasion=${encodeURIComponent(row.occasion)}&since=${since}" title=${app.words.name('occasion', row.occasion)}>${live.has(row.occasion) ? html`<span class="mark live fill" title=${t('now.is_live')}>${icon('diamond')}<span class="unseen">${t('now.is_live')} </span></span> ` : nothing}${app.words.name('occasion', row.occasion)}</a></th>
      <td class="number">${number(sum(row))}</td>
      <td>${spark(lines.get(row.occasion) ?? [], top)}</td>
      <td>${sum(row) ? bands(row) : nothing}</td>
      <td>${changeMark(sum(row), row.hour_per_minute)}</td></tr>`)}</tbody></table>
    ${rows.length + (told.more ?? 0) > SHOWN ? html`<p class="more quiet">${t('now.more', { count: rows.length + (told.more ?? 0) - SHOWN })}</p>` : nothing}`;
}
