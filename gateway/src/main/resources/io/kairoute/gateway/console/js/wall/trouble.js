// @ts-check
/** What is wrong with a queue, in words that are read from five metres. Pure. */
import { MINUTE, number } from '../text/format.js';
import { t } from '../text/messages.js';
import { mark } from '../ui/icon.js';
import { loadText, queueState, shareOf } from '../now/queues.js';

const LONG_WAIT_MS = 2 * MINUTE;
const BY_CALENDAR = ['CLOSED', 'HOLIDAY'];

/** What may be wrong, the gravest first; each says whether it is so, and in which words. @type {[(row: any) => boolean, (row: any) => unknown][]} */
const TROUBLES = [
  [row => BY_CALENDAR.includes(row.state) && row.per_minute > 0, row => mark('bad', 'alert', t('wall.closed_all_the_same', { rate: number(row.per_minute) }))],
  [row => shareOf(row) > 1, row => mark('bad', 'alert', t('wall.over', { share: loadText(row) }))],
  [row => row.fresh && Number(row.expected_wait_ms ?? 0) > LONG_WAIT_MS, () => mark('bad', 'clock', t('wall.long_wait'))],
  [row => row.state !== 'OPEN' && !BY_CALENDAR.includes(row.state), row => queueState(row.state)],
];

/** How grave it is, the least the gravest; -1 where all is well. @param {any} row */
const rank = row => TROUBLES.findIndex(([isSo]) => isSo(row));

/** The queues that somebody should look at, the gravest first. @param {any[]} rows @returns {{row: any, words: unknown}[]} */
export const inTrouble = rows => rows.filter(row => rank(row) >= 0).sort((a, b) => rank(a) - rank(b)).map(row => ({ row, words: TROUBLES[rank(row)][1](row) }));
