// @ts-check
/** The queues that matter most: what holds, how long one waits, how full they are. What is old is hatched and says its age. */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { css } from '../ui/css-properties.js';
import { mark } from '../ui/icon.js';
import { duration, millis, number, percent } from '../text/format.js';
import { t } from '../text/messages.js';

const SHOWN = 9;
/** From this share on a load is told as so many times the capacity. */
const MOST_SHARE = 9.995;

/** Kind and shape of each state. @type {Record<string, [string, string]>} */
const STATES = {
  OPEN: ['ok fill', 'dot'], CLOSED: ['off', 'ring'], HOLIDAY: ['off', 'ring'],
  HELD_OPEN: ['held', 'held'], HELD_CLOSED: ['held', 'held'], REDIRECTED: ['held', 'held'], SURGE: ['held', 'held'],
};

/** The state of a queue, as word and shape. @param {string} state */
export const queueState = state => markOf(state, t(`queue_state.${(state ?? 'open').toLowerCase()}`));

/** @param {string} state @param {string} word */
const markOf = (state, word) => mark(...(STATES[state] ?? ['off', 'ring']), word);

/** The share of what the queue can take that comes; 0 where its capacity is not known. @param {any} row */
export const shareOf = row => (row.capacity === undefined ? 0 : ((row.per_minute ?? 0) * 60) / Math.max(1, row.capacity));

/** That share in words. @param {any} row */
export function loadText(row) {
  const share = shareOf(row);
  return share < MOST_SHARE ? percent(share) : t('queue.load_times', { times: Math.round(share) });
}

/** Contacts an hour against what the queue can take. @param {any} row */
export function load(row) {
  if (row.capacity === undefined) {
    return html`<span class="quiet">–</span>`;
  }
  const share = shareOf(row);
  const told = loadText(row);
  const text = t('queue.load', { share: told, capacity: row.capacity });
  return html`<span class="load ${share > 1 ? 'over' : ''}" role="img" aria-label=${text} title=${text} ${css({ '--share': String(Math.min(1, share)) })}></span>
    <span class="load-text">${told}</span>`;
}

/** How old a report is that counts no longer, in words; nothing where it counts. @param {any} row @param {number} now */
export const oldReport = (row, now) => (row.state_time !== undefined && !row.fresh ? t('queue.old', { span: duration(now - millis(row.state_time)) }) : '');

/** @param {any} row @param {number} now */
function reported(row, now) {
  const old = oldReport(row, now);
  const cell = (/** @type {unknown} */ value) => html`<td class="number ${old ? 'stale' : ''}" title=${old || nothing}>${value}${old ? html`<span class="unseen"> ${old}</span>` : nothing}</td>`;
  return [
    cell(row.expected_wait_ms === undefined ? '–' : duration(Number(row.expected_wait_ms))),
    cell(row.depth === undefined ? '–' : number(row.depth)),
    cell(row.available === undefined ? '–' : number(row.available)),
  ];
}

/** What holds, and how long yet; of contacts that go elsewhere, where. @param {any} row @param {import('../app/app.js').App} app */
function stateCell(row, { words, now }) {
  const to = row.redirect_to ? t('queue.redirected', { queue: words.name('queue', row.redirect_to) }) : '';
  return html`<span class="state-line"><span class="clip" title=${to || nothing}>${to ? markOf(row.state, to) : queueState(row.state)}</span>
    ${row.override_expire_time ? html`<span class="quiet">${duration(millis(row.override_expire_time) - now.time)}</span>` : nothing}</span>`;
}

/** @param {any} told @param {import('../app/app.js').App} app */
export function queueTable(told, app) {
  const rows = told?.rows ?? [];
  if (rows.length === 0) {
    return html`<p class="quiet">${t('now.no_queues')}</p>`;
  }
  const { now } = app;
  const shown = rows.slice(0, SHOWN);
  return html`<table class="queues ${now.isStale ? 'stale' : ''}">
    <thead><tr><th scope="col">${t('now.queue')}</th><th scope="col">${t('now.state')}</th><th scope="col">${t('now.load')}</th>
      <th scope="col" class="number">${t('now.wait')}</th><th scope="col" class="number">${t('now.depth')}</th><th scope="col" class="number">${t('now.free')}</th></tr></thead>
    <tbody>${repeat(shown, (/** @type {any} */ row) => row.queue, (/** @type {any} */ row) => html`<tr>
      <th scope="row"><a class="clip" href="/why?queue=${encodeURIComponent(row.queue)}" title=${app.words.name('queue', row.queue)}>${app.words.name('queue', row.queue)}</a></th>
      <td>${stateCell(row, app)}</td>
      <td class="nowrap">${load(row)}</td>${reported(row, now.time)}</tr>`)}</tbody></table>
    ${rows.length + (told.more ?? 0) > SHOWN ? html`<p class="more quiet">${t('now.more', { count: rows.length + (told.more ?? 0) - SHOWN })}</p>` : nothing}`;
}
