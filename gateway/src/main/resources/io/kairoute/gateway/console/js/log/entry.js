// @ts-check
/** One entry of the audit trail as a sentence: who did what, from what to what. */
import { duration, millis, moment } from '../text/format.js';
import { t, wordOf } from '../text/messages.js';
import { actorName } from '../model/actor.js';
import { holdText, scopeText } from '../model/scope.js';

/** What kinds of changes there are, for the filter. */
export const KINDS = ['live_occasion_declared', 'live_occasion_extended', 'live_occasion_resolved', 'queue_overridden', 'queue_override_cleared', 'switch_set', 'draft_saved', 'draft_deleted',
  'draft_approved', 'table_published', 'publish_scheduled', 'schedule_cancelled', 'segment_set_activated', 'note_saved', 'live_accounts_forgotten', 'customer_erased', 'fold_version_set'];

/** Shapes by the first word of a kind. @type {Record<string, string>} */
const SHAPES = { live: 'diamond', queue: 'held', switch: 'switch', draft: 'draft', table: 'table', publish: 'clock', schedule: 'clock', segment: 'people', note: 'note', customer: 'people' };

/** @param {string} kind */
export const shapeOf = kind => SHAPES[kind.split('_')[0]] ?? 'dot';

/** @param {any} override @param {import('../model/words.js').Words} words */
function overrideText(override, words) {
  return override?.kind ? holdText(override, words) : t('entry.not_held');
}

/**
 * Values of the sentence of each kind.
 * @type {Record<string, (change: any, words: import('../model/words.js').Words, at: (time: string) => string) => Record<string, string>>}
 */
const VALUES = {
  live_occasion_declared: ({ live_occasion: live = {} }, words) => ({
    occasion: words.name('occasion', live.occasion), scope: scopeText(live), span: duration(millis(live.expire_time) - (millis(live.start_time) || millis(live.declare_time))) }),
  live_occasion_extended: (change, words, at) => ({ id: change.id, before: at(change.before), after: at(change.after) }),
  live_occasion_resolved: (change, words, at) => ({ id: change.id, before: at(change.before) }),
  queue_overridden: (change, words) => ({ queue: words.name('queue', change.after?.queue), before: overrideText(change.before, words), after: overrideText(change.after, words),
    span: duration(millis(change.after?.expire_time) - (millis(change.after?.start_time) || millis(change.after?.set_time))) }),
  queue_override_cleared: (change, words) => ({ queue: words.name('queue', change.before?.queue), before: overrideText(change.before, words) }),
  switch_set: change => ({ switch: t(`switch.${change.after?.switch ?? change.before?.switch}`), before: t(change.before?.off ? 'entry.off' : 'entry.on'), after: t(change.after?.off ? 'entry.off' : 'entry.on') }),
  draft_saved: change => ({ draft: change.title || change.draft }),
  draft_deleted: change => ({ draft: change.draft }),
  draft_approved: change => ({ draft: change.draft }),
  table_published: change => ({ revision: String(change.revision), before: String(change.base_revision ?? 0), draft: change.draft ? t('entry.from_draft', { draft: change.draft }) : change.configured ? t('entry.from_file') : '',
    back: Number(change.rollback_of ?? 0) ? t('entry.brings_back', { revision: String(change.rollback_of) }) : '' }),
  publish_scheduled: (change, words, at) => ({ draft: change.draft, time: at(change.publish_time) }),
  schedule_cancelled: change => ({ draft: change.draft }),
  segment_set_activated: change => ({ before: String(change.before ?? 0), after: change.version || String(change.after ?? '') }),
  note_saved: change => ({ title: change.title, kind: wordOf('note', change.kind) }),
};

/**
 * @param {any} entry
 * @param {import('../model/words.js').Words} words
 * @param {string} zone
 * @param {(time: string, zone: string) => string} [spell] its times
 */
export function sentenceOf(entry, words, zone, spell = moment) {
  const change = entry.command?.[entry.kind] ?? {};
  const values = VALUES[entry.kind]?.(change, words, time => spell(time, zone)) ?? {};
  return t(`entry.${entry.kind}`, { actor: actorName(entry.actor), ...values }).replace(/\s+/g, ' ').trim();
}
