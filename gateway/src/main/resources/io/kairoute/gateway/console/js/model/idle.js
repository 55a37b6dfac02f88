// @ts-check
/** Live occasions that fit nobody: declared, and forgotten, or declared for the wrong place. Pure. */
import { HOUR, millis } from '../text/format.js';

/**
 * How long a live occasion has fitted nobody, where that is an hour or more.
 * @param {Record<string, any>} parts what the stream told
 * @param {string} id
 * @param {number} now
 * @returns {number | undefined} milliseconds
 */
export function idleFor(parts, id, now) {
  const row = (parts.live_occasions?.rows ?? []).find((/** @type {any} */ one) => one.id === id);
  const span = now - millis(row?.idle_since_time);
  if (span >= HOUR) {
    return span;
  }
  // There is room in a message for a few of the rows; warnings name the others.
  return !row && (parts.warnings?.rows ?? []).some((/** @type {any} */ one) => one.code === 'LIVE_FITS_NOBODY' && one.id === id) ? HOUR : undefined;
}
