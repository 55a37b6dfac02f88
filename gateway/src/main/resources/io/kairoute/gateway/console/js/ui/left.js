// @ts-check
/** How much time is left: a bar that shrinks, the span in words, and the end by the center's clock. */
import { html } from 'lit';
import { css } from './css-properties.js';
import { MINUTE, duration, fullTime, millis, moment } from '../text/format.js';
import { t } from '../text/messages.js';

/** What ends within this span is told as ending soon. */
export const SOON_MS = 5 * MINUTE;

/**
 * @param {string | undefined} from nothing where the beginning is not known; the bar is full then
 * @param {string} until
 * @param {import('../app/app.js').App} app
 * @param {'live' | 'held' | 'one'} [kind] what ends, for the bar's colour
 */
export function timeLeft(from, until, app, kind = 'live') {
  const end = millis(until);
  const left = end - app.now.time;
  const begin = millis(from);
  const share = Number.isNaN(begin) ? 1 : Math.max(0, Math.min(1, left / Math.max(1, end - begin)));
  return html`<span class="left" title=${fullTime(until, app.zone)}><span class="left-bar ${kind} ${left < SOON_MS ? 'soon' : ''}" ${css({ '--share': String(share) })}></span>
    <span>${left > 0 ? duration(left) : t('live.over')}</span> <span class="quiet">${t('live.until', { time: moment(until, app.zone, app.now.time) })}</span></span>`;
}
