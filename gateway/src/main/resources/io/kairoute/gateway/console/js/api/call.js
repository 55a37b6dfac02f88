// @ts-check
/** Makes calls of the public API and tells what went wrong: in words for people where there are some, else in the API's own. */
import { CALLS } from './calls.js';
import { t, wordOf } from '../text/messages.js';

/** How long an answer is waited for. */
const PATIENCE_MS = 20_000;

/** Hears of every answer that says that nobody is signed in. */
export const signedOut = new EventTarget();

/**
 * What happened, and what to do.
 * @param {number} status @param {{detail?: string, title?: string, reason?: string}} body
 */
function told(status, { detail, title, reason = '' }) {
  const known = wordOf('refusal', reason);
  return known !== reason ? known : detail || title || t(status === 0 ? 'problem.unreachable' : 'problem.unknown', { status: String(status) });
}

/** Why a call failed. Status 0 means that no answer came. */
export class Problem extends Error {
  /** @param {number} status @param {{detail?: string, title?: string, reason?: string, field?: string}} [body] */
  constructor(status, body = {}) {
    super(told(status, body));
    this.status = status;
    this.reason = body.reason ?? '';
    this.field = body.field ?? '';
  }
}

/**
 * Calls one method.
 * @param {string} name as in the API
 * @param {Record<string, any>} values what fills the path, then the query or the body
 * @param {AbortSignal} [signal] gives up with whoever asks
 * @returns {Promise<any>}
 */
export function call(name, values, signal) {
  const { verb, path } = CALLS[name];
  const rest = { ...values };
  const filled = path.replace(/\{(\w+)\}/g, (_, field) => {
    const value = encodeURIComponent(String(rest[field] ?? ''));
    delete rest[field];
    return value;
  });
  return verb === 'GET' ? send(verb, filled + query(rest), undefined, signal) : send(verb, filled, rest, signal);
}

/**
 * Sends one request to this origin.
 * @param {string} verb
 * @param {string} address
 * @param {unknown} [body]
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 */
export async function send(verb, address, body, signal) {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  /** @type {Record<string, string>} */
  const headers = { 'x-kairoute-console': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  let answer;
  let text;
  try {
    answer = await fetch(address, {
      method: verb,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'same-origin',
      cache: 'no-store',
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    });
    text = await answer.text();
  } catch (failure) {
    if (signal?.aborted) {
      throw failure;
    }
    throw new Problem(0);
  }
  const parsed = parse(text);
  if (!answer.ok) {
    if (answer.status === 401) {
      signedOut.dispatchEvent(new Event('signed-out'));
    }
    throw new Problem(answer.status, parsed);
  }
  return parsed;
}

/** @param {string} text */
function parse(text) {
  try {
    return text ? JSON.parse(text) : {};
  } catch {
    return {};
  }
}

/** @param {Record<string, any>} values */
function query(values) {
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== '' && value !== false) {
      fields.set(name, String(value));
    }
  }
  const text = fields.toString();
  return text ? `?${text}` : '';
}
