// @ts-check
/** Times as a clock on the wall of a zone shows them. */

/** @param {string} zone @param {number} at @returns {Record<string, number>} */
function partsOf(zone, at) {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric',
  }).formatToParts(at);
  return Object.fromEntries(parts.map(part => [part.type, Number(part.value)]));
}

/** How far a zone's wall clock is ahead of UTC. @param {string} zone @param {number} at */
function offset(zone, at) {
  const { year, month, day, hour, minute } = partsOf(zone, at);
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(at / 60_000) * 60_000;
}

/**
 * The next moment at which the wall clock of a zone shows a time.
 * @param {string} time such as "14:30"
 * @param {string} zone
 * @param {number} now
 * @returns {number} NaN where it is no time
 */
export function nextAt(time, zone, now) {
  const [hour, minute] = time.split(':').map(Number);
  if (!Number.isFinite(hour) || !Number.isFinite(minute)) {
    return NaN;
  }
  const today = partsOf(zone, now);
  for (let days = 0; days < 3; days++) {
    const wall = Date.UTC(today.year, today.month - 1, today.day + days, hour, minute);
    const guess = wall - offset(zone, wall);
    const at = wall - offset(zone, guess);
    if (at > now) {
      return at;
    }
  }
  return NaN;
}
