// @ts-check
/** What is going on, in words made by rule: the rate against the usual one, what is live, what is held, what is wrong. */
import { duration, millis, names, number, percent } from '../text/format.js';
import { t } from '../text/messages.js';
import { scopeText } from '../model/scope.js';

/** Differences smaller than this are called the usual. */
const USUAL = 0.05;
const HELD_STATES = ['HELD_OPEN', 'HELD_CLOSED', 'REDIRECTED', 'SURGE'];
const TOLD = 2;

/** How contacts come. @param {any} totals @returns {string} */
export function rateSentence(totals) {
  if (!totals?.counted) {
    return t('now.not_counted');
  }
  const rate = totals.per_minute ?? 0;
  const [usual, than] = totals.week_ago_per_minute ? [totals.week_ago_per_minute, 'week'] : [totals.hour_per_minute ?? 0, 'hour'];
  const values = { rate: number(rate), count: Math.round(rate) };
  if (!usual) {
    return t('now.rate', values);
  }
  const change = rate / usual - 1;
  const way = Math.abs(change) < USUAL ? 'same' : change > 0 ? 'above' : 'below';
  return t(`now.rate_${way}_${than}`, { ...values, change: percent(Math.abs(change)) });
}

/**
 * Which occasions are live.
 * @param {any[]} rows as the stream tells them
 * @param {any[]} full with their scopes, as far as they were fetched
 * @param {import('../model/words.js').Words} words
 * @param {number} now
 */
export function liveSentence(rows, full, words, now) {
  const live = rows.filter(row => row.state === 'LIVE');
  const told = live.slice(0, TOLD).map(row => {
    const scope = full.find(one => one.id === row.id);
    return t('now.live_one', {
      occasion: words.name('occasion', row.occasion), scope: scope ? scopeText(scope) : '', left: duration(millis(row.expire_time) - now),
    });
  });
  return [...told, live.length > TOLD ? t('now.live_more', { count: live.length - TOLD }) : ''].filter(Boolean).join(' ');
}

/** What is held beside. @param {any} held @param {any[]} queues @param {import('../model/words.js').Words} words */
export function heldSentence(held, queues, words) {
  const overridden = queues.filter(row => HELD_STATES.includes(row.state));
  const off = (held?.switches ?? []).filter((/** @type {any} */ one) => one.off);
  return [
    held?.overrides ? (overridden.length && overridden.length <= TOLD && overridden.length === held.overrides
      ? t('now.held_named', { queues: names(overridden.map(row => words.name('queue', row.queue))), count: held.overrides })
      : t('now.held', { count: held.overrides })) : '',
    ...off.map((/** @type {any} */ one) => t('now.off', { switch: t(`switch.${one.switch}`) })),
  ].filter(Boolean).join(' ');
}
