// @ts-check
/** The catalogue of every word that the console shows. Pages name a message; nobody writes prose into markup. */

/** @typedef {string | {one: string, other: string}} Message */

/** @type {Map<string, Message>} */
const catalogue = new Map();
const plural = new Intl.PluralRules('en');
const figures = new Intl.NumberFormat('en');

/**
 * Takes the messages of a catalogue.
 * @param {Record<string, Message>} messages
 */
export function takeMessages(messages) {
  for (const [key, message] of Object.entries(messages)) {
    catalogue.set(key, message);
  }
}

/**
 * Loads a catalogue; called once, before anything is drawn.
 * @param {string} address
 */
export async function loadMessages(address) {
  const answer = await fetch(address, { credentials: 'same-origin' });
  takeMessages(await answer.json());
}

/**
 * One message with its values filled in. A message with a plural is chosen by `count`.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  const message = catalogue.get(key);
  if (message === undefined) {
    return key;
  }
  const text = typeof message === 'string' ? message : message[plural.select(Number(values.count)) === 'one' ? 'one' : 'other'];
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === 'number' ? figures.format(value) : value;
  });
}

/**
 * The message of a word that the API speaks, such as a state; the word itself where there is none.
 * @param {string} group
 * @param {string | undefined} word
 */
export function wordOf(group, word) {
  if (!word) {
    return '';
  }
  const key = `${group}.${word.toLowerCase()}`;
  return catalogue.has(key) ? t(key) : word;
}
