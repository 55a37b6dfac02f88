// @ts-check
/** The names of what the table of the tenant speaks of, as far as the API tells them. */

/** @typedef {{id: string, name?: string, job?: string, clear_at_bp?: number, ambiguous_at_bp?: number}} Named */

/** Tells `change` when the names are there, or others. */
export class Words extends EventTarget {
  zone = '';
  /** @type {Record<string, Named[]>} by kind, in table order */
  parts = { occasion: [], tier: [], queue: [], script: [] };
  /** @type {Map<string, Named>} */
  #byId = new Map();

  /** Asks for the queues of the table that decides now, and which occasions and tiers came in the last week. @param {import('../app/app.js').App} app */
  async load(app) {
    const [queues, rates] = await Promise.all([app.call('ListQueues'), app.call('GetRates', { keys: [{ kind: 'OCCASION' }, { kind: 'TIER' }], step_s: 3600 })]);
    const seen = (/** @type {string} */ kind) => (rates.series ?? []).filter((/** @type {any} */ one) => one.key.kind === kind).map((/** @type {any} */ one) => ({ id: one.key.id }));
    this.parts = {
      occasion: seen('OCCASION'), tier: seen('TIER'), script: [],
      queue: (queues.queues ?? []).map((/** @type {any} */ one) => ({ id: one.queue, name: one.name })),
    };
    this.#byId = new Map(Object.entries(this.parts).flatMap(([kind, parts]) => parts.map(part => [`${kind}:${part.id}`, part])));
    this.dispatchEvent(new Event('change'));
  }

  /** What is known of a part. @param {string} kind @param {string} id */
  of(kind, id) {
    return this.#byId.get(`${kind}:${id}`);
  }

  /** Its name; its id where it has none. @param {string} kind @param {string | undefined} id */
  name(kind, id) {
    return (id && this.of(kind, id)?.name) || id || '';
  }
}
