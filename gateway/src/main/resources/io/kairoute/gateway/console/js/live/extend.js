// @ts-check
/** Moves the end of a live occasion by a span, with a way back by the same span. */
import { duration, millis, moment } from '../text/format.js';
import { t } from '../text/messages.js';
import { say } from '../app/toasts.js';

/** Those that are being moved: a second press waits for the first. @type {Set<string>} */
const moving = new Set();

/**
 * @param {import('../app/app.js').App} app
 * @param {import('../model/held-store.js').HeldStore} held
 * @param {any} live
 * @param {number} by milliseconds
 * @param {{reason?: string, request_id?: string}} [why]
 */
export async function extend(app, held, live, by, why = {}) {
  const move = (/** @type {any} */ of, /** @type {number} */ span, /** @type {object} */ more) => app.call('ExtendLiveOccasion', {
    id: of.id, expire_time: new Date(millis(of.expire_time) + span).toISOString(), request_id: crypto.randomUUID(), ...more,
  });
  // Taken back is this step alone, from the end that it has by then: others may have moved it since.
  const undo = async () => {
    await held.load();
    await move(held.live.find(one => one.id === live.id) ?? live, -by, {});
    await held.load();
  };
  if (moving.has(live.id)) {
    return;
  }
  moving.add(live.id);
  try {
    await held.load();
    const now = held.live.find(one => one.id === live.id) ?? live;
    if (now.expire_time !== live.expire_time) {
      throw new Error(t('extend.moved', { time: moment(now.expire_time, app.zone, app.now.time) }));
    }
    await move(live, by, why);
  } finally {
    moving.delete(live.id);
  }
  say(t('extend.done', { occasion: app.words.name('occasion', live.occasion), span: duration(by) }), undo);
}
