// @ts-check
/**
 * A what-if as the address holds it: what was changed of a contact, against a logged decision's or against one that was tried before.
 * Keys never come into the address; it tells that there were some. Pure.
 */

/** What somebody may say of a contact, and what may stand in an address. */
export const SAID = ['channel', 'intent', 'intent_confidence', 'region', 'product', 'device', 'language', 'entry_point', 'occasion'];
/** What names a customer. */
export const KEYS = ['customer_key', 'account_key'];

/** Before a field of the contact that is tried, and before one of the contact that it is laid over. */
const TRIED = 'c.';
const BASE = 'b.';
const OTHERS = ['try', 'table', 'b.table', 'keyed'];

/**
 * @typedef {Record<string, any>} Contact
 * @typedef {{contact: Contact, table: string}} Draft
 */

/** @param {string} name */
const isPart = name => name.startsWith(TRIED) || name.startsWith(BASE) || OTHERS.includes(name);

/** Whether the address asks for one. @param {URLSearchParams} query */
export const isWhatIf = query => query.has('try');

/** Whether a contact names a customer. @param {Contact} contact */
export const isKeyed = contact => KEYS.some(key => contact[key]);

/** The address without a what-if. @param {URLSearchParams} query */
export function withoutWhatIf(query) {
  const rest = new URLSearchParams(query);
  [...rest.keys()].filter(isPart).forEach(name => rest.delete(name));
  return rest;
}

/** What of an address tells which decision is shown, and how; the same text for the same. @param {URLSearchParams} query */
export const shownBy = query => JSON.stringify([...query].filter(([name]) => name === 'decision' || name === 'at' || isPart(name)).sort());

/**
 * The address of a what-if.
 * @param {URLSearchParams} query where one is
 * @param {Draft} draft
 * @param {Contact} base what it is compared with
 * @param {Draft | undefined} before that contact, where it is no logged one
 */
export function withWhatIf(query, draft, base, before) {
  const to = withoutWhatIf(query);
  to.set('try', '1');
  for (const field of SAID) {
    const value = draft.contact[field];
    if (String(value ?? '') !== String(base[field] ?? '')) {
      to.set(TRIED + field, String(value ?? ''));
    }
    if (before?.contact[field] !== undefined) {
      to.set(BASE + field, String(before.contact[field]));
    }
  }
  if (draft.table) {
    to.set('table', draft.table);
  }
  if (before) {
    to.set('b.table', before.table);
  }
  if (isKeyed(draft.contact) || isKeyed(before?.contact ?? {})) {
    to.set('keyed', '1');
  }
  return to;
}

/** @param {string} field @param {string} text */
const valueOf = (field, text) => (field === 'intent_confidence' ? Number(text) : text);

/** The contact that the address says it is compared with; nothing where that is a logged one, or none. @param {URLSearchParams} query @returns {Draft | undefined} */
export function beforeIn(query) {
  return query.has('b.table')
    ? { contact: Object.fromEntries(SAID.filter(field => query.has(BASE + field)).map(field => [field, valueOf(field, query.get(BASE + field) ?? '')])), table: query.get('b.table') ?? '' }
    : undefined;
}

/** The contact that the address has tried. @param {URLSearchParams} query @param {Contact} base @returns {Draft} */
export function draftIn(query, base) {
  const contact = { ...base };
  for (const field of SAID) {
    const text = query.get(TRIED + field);
    if (text) {
      contact[field] = valueOf(field, text);
    } else if (text === '') {
      delete contact[field];
    }
  }
  return { contact, table: query.get('table') ?? '' };
}
