// @ts-check
/** The names that the table of the tenant gives to its parts, and the zone of its times. */

/** @typedef {{id: string, name?: string, job?: string, clear_at_bp?: number, ambiguous_at_bp?: number}} Named */

/** Tells `change` when the names are there, or others. */
export class Words extends EventTarget {
  zone = '';
  /** @type {Record<string, Named[]>} by kind, in table order */
  parts = { occasion: [], tier: [], queue: [], script: [] };
  /** @type {Map<string, Named>} */
  #byId = new Map();

  /** Asks for the names of the table that decides now. @param {import('../app/app.js').App} app */
  async load(app) {
    const told = await app.call('GetTableNames');
    this.zone = told.zone ?? '';
    this.parts = { occasion: told.occasions ?? [], tier: told.tiers ?? [], queue: told.queues ?? [], script: told.scripts ?? [] };
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
