// @ts-check
/** What a page shows instead of its data: nothing yet, nothing at all, not for you, or a failure. */
import { html, nothing } from 'lit';
import { icon } from './icon.js';
import { t, wordOf } from '../text/messages.js';

/** @param {{title: string, why: string, action?: unknown}} words */
export const emptyState = ({ title, why, action = nothing }) => html`
  <div class="state empty">${icon('empty')}<h2>${title}</h2><p class="quiet">${why}</p>${action}</div>`;

/** What is on its way; said in a word after 400 ms, never animated. */
export const loadingState = () => html`<p class="state loading quiet" role="status">${t('state.loading')}</p>`;

/** @param {string} role */
export const forbiddenState = role => html`
  <div class="state forbidden">${icon('lock')}
    <h2>${t('state.forbidden')}</h2><p class="quiet">${t('state.forbidden_why', { role: wordOf('role', role) })}</p></div>`;

/** What a programmer or a ticket wants to know of it. @param {import('../api/call.js').Problem} problem */
const codeOf = ({ reason, field }) => (reason ? html`<small class="code">${t('problem.code', { code: [reason, field].filter(Boolean).join(' ') })}</small>` : nothing);

/**
 * What failed, what still holds, and the way to try again.
 * @param {import('../api/call.js').Problem} problem
 * @param {() => void} retry
 */
export const errorState = (problem, retry) => problem.status === 403 ? forbiddenState('viewer') : html`
  <div class="state error" role="alert">${icon('alert')}
    <h2>${problem.status === 0 ? t('state.unreachable') : t('state.error')}</h2>
    <p>${problem.message}</p>
    <p class="quiet">${t('state.still_routed')}</p>${codeOf(problem)}
    <button @click=${retry}>${icon('again')}${t('state.retry')}</button></div>`;

/**
 * A fault beside what is still shown.
 * @param {import('../api/call.js').Problem | undefined} problem
 */
export const faultNote = problem => problem ? html`
  <p class="note bad" role="alert">${icon('alert')}<span>${problem.message} ${codeOf(problem)}</span></p>` : nothing;
