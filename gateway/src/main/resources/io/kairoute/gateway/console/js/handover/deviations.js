// @ts-check
/** Everything that differs from the published table now, as one list, the next to end first. Pure. */
import { HOUR, fullTime, millis } from '../text/format.js';
import { t } from '../text/messages.js';
import { holdText, scopeText } from '../model/scope.js';

/**
 * @typedef {object} Deviation
 * @property {string} key
 * @property {string} kind one of live, queue, switch, plan, draft, refused
 * @property {string} what
 * @property {string} detail
 * @property {string} [from]
 * @property {string} [until]
 * @property {string} by
 * @property {string} reason
 * @property {any} [source] the live occasion or the queue
 */

/**
 * @param {{held: import('../model/held-store.js').HeldStore, refused: any[], words: import('../model/words.js').Words}} facts
 * @returns {Deviation[]}
 */
export function deviations({ held, refused, words }) {
  /** @type {Deviation[]} */
  const rows = [
    ...held.notEnded.map(live => ({ key: `live:${live.id}`, kind: 'live', what: words.name('occasion', live.occasion), detail: scopeText(live), from: live.start_time, until: live.expire_time, by: live.declared_by ?? '', reason: live.reason ?? '', source: { live } })),
    ...held.overridden.map(queue => ({ key: `queue:${queue.queue}`, kind: 'queue', what: queue.name || queue.queue,
      detail: holdText(queue.override, words),
      from: queue.override.start_time, until: queue.override.expire_time, by: queue.override.set_by ?? '', reason: queue.override.reason ?? '', source: { queue } })),
    ...held.off.map(one => ({ key: `switch:${one.switch}`, kind: 'switch', what: t(`switch.${one.switch}`), detail: t('switch.is_off'), until: one.expire_time, by: one.set_by ?? '', reason: one.reason ?? '' })),
    ...held.planned.map(draft => ({ key: `plan:${draft.draft}`, kind: 'plan', what: draft.title || draft.draft, detail: t('handover.planned'), until: draft.plan?.publish_time ?? draft.publish_time, by: draft.plan?.planned_by ?? '', reason: draft.plan?.reason ?? '' })),
    ...held.drafts.filter(draft => !draft.plan && !draft.publish_time).map(draft => ({ key: `draft:${draft.draft}`, kind: 'draft', what: draft.title || draft.draft, detail: t('handover.approvals', { count: draft.approved_by?.length ?? 0 }), by: draft.updated_by ?? '', reason: '' })),
    ...refused.map(one => ({ key: `refused:${one.revision}`, kind: 'refused', what: t('handover.revision', { revision: String(one.revision) }), detail: one.refused ?? '', by: one.published_by ?? '', reason: one.reason ?? '' })),
  ];
  return rows.sort((a, b) => (millis(a.until) || Infinity) - (millis(b.until) || Infinity));
}

/** Those that end within the shift. @param {Deviation[]} rows @param {number} now @param {number} hours */
export const endingWithin = (rows, now, hours) => rows.filter(row => row.until && millis(row.until) < now + hours * HOUR);

/** Marks that turn the direction of what follows them, and line breaks. */
const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\r\n\u2028\u2029]+/gu;

/** What somebody typed, as words of one line: it is no list, nothing bold, and turns nothing that follows. @param {string} text */
const plain = text => text.replace(TURNS, ' ').replaceAll('**', '* *').trim();

/**
 * The list as Markdown, for the note that two people keep of it.
 * @param {Deviation[]} rows @param {{from: string, to: string, remark: string}} who @param {string} zone
 */
export function markdown(rows, { from, to, remark }, zone) {
  const said = plain(remark);
  const lines = rows.map(row => `- **${t(`handover.kind_${row.kind}`)}: ${row.what}** (${row.detail})${row.until ? `, ${t('handover.until', { time: fullTime(row.until, zone) })}` : ''}. ${plain(row.reason)}`.trim());
  return [`# ${t('handover.note_title', { from, to })}`, '', said ? t('handover.remarked', { name: to, remark: said }) : '', '', ...(lines.length ? lines : [t('handover.nothing')])].join('\n');
}
