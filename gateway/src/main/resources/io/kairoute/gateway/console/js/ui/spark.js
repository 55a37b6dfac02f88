// @ts-check
/** A line of the last hour, one value a minute, over its zero line. */
import { svg, html } from 'lit';
import { number } from '../text/format.js';
import { t } from '../text/messages.js';

/**
 * @param {number[]} values the oldest first
 * @param {number} top what the full height stands for; shared by the lines of a column
 * @param {{width?: number, height?: number}} [size]
 */
export function spark(values, top, { width = 120, height = 22 } = {}) {
  const step = width / Math.max(1, values.length - 1);
  const y = (/** @type {number} */ value) => (height - 2) * (1 - Math.min(1, value / Math.max(top, 1e-9))) + 1;
  const line = values.map((value, at) => `${at ? 'L' : 'M'}${(at * step).toFixed(1)} ${y(value).toFixed(1)}`).join('');
  return html`<svg class="spark" viewBox="0 0 ${width} ${height}" width=${width} height=${height} preserveAspectRatio="none" role="img"
      aria-label=${t('spark.label', { low: number(Math.min(...values, 0)), high: number(Math.max(...values, 0)), last: number(values.at(-1) ?? 0) })}>
    ${svg`<path class="zero" d="M0 ${height - 1}H${width}"></path>
    ${values.length > 1 ? svg`<path class="area" d="${line}L${width} ${height - 1}L0 ${height - 1}Z"></path><path class="line" d=${line}></path>` : ''}`}</svg>`;
}

/** Figures of rows that share one scale. @param {number[][]} rows */
export const topOf = rows => Math.max(1, ...rows.flat());
