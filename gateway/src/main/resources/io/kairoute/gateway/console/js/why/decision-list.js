// @ts-check
/** The decisions that fit what was asked for, newest first; one of them is chosen. */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { icon } from '../ui/icon.js';
import { faultNote } from '../ui/states.js';
import { clockSeconds, moment } from '../text/format.js';
import { t, wordOf } from '../text/messages.js';
import { withoutWhatIf } from './what-if.js';

/** The fields of the address that narrow the list, with the words' kind. */
export const FILTERS = { occasion: 'occasion', queue: 'queue', tier: 'tier', band: 'band', cause: 'cause', rule: '', guardrail: 'guardrail', contact: '', id: '', since: '', until: '' };

/** Whether the list has not all decisions. @param {URLSearchParams} query */
export const isNarrowed = query => Object.keys(FILTERS).some(name => query.get(name));

/** What was searched for. @param {URLSearchParams} query */
export const searched = query => query.get('id') ?? query.get('contact') ?? '';

/** @param {string} name @param {string} value @param {import('../app/app.js').App} app */
function filterText(name, value, app) {
  return name === 'since' || name === 'until' ? moment(value, app.zone, app.now.time)
    : ['occasion', 'queue', 'tier'].includes(name) ? app.words.name(name, value) : wordOf(name, value);
}

/**
 * @param {{decisions: any[] | undefined, more: string, problem: any, chosen: string, at: string, isBusy: boolean}} list
 * @param {import('../app/app.js').App} app
 * @param {{search: (text: string) => void, drop: (name: string) => void, more: () => void}} does
 */
export function decisionList(list, app, does) {
  const { query } = app.routes;
  const filters = Object.keys(FILTERS).filter(name => query.get(name));
  const link = (/** @type {any} */ one) => {
    const to = withoutWhatIf(app.routes.query);
    to.set('decision', one.decision.decision_id);
    to.set('at', one.time);
    return `/why?${to}`;
  };
  return html`
    <form class="search" role="search" @submit=${(/** @type {any} */ event) => { event.preventDefault(); does.search(new FormData(event.target).get('text')?.toString().trim() ?? ''); }}>
      <label class="unseen" for="search">${t('why.search')}</label>
      <input id="search" name="text" data-search type="search" placeholder=${t('why.search')} autocomplete="off" spellcheck="false" .value=${searched(query)}>
      <button type="submit" aria-label=${t('why.find')}>${icon('search')}</button></form>
    ${filters.length ? html`<ul class="chips filters" aria-label=${t('why.filters')}>${filters.map(name => html`<li class="chip"><span class="quiet">${t(`filter.${name}`)}</span> ${filterText(name, query.get(name) ?? '', app)}
      <button class="bare small" type="button" aria-label=${t('filter.drop', { name: t(`filter.${name}`) })} @click=${() => does.drop(name)}>${icon('close')}</button></li>`)}</ul>` : nothing}
    ${faultNote(list.problem)}
    ${list.decisions === undefined ? (list.problem ? nothing : html`<p class="quiet" role="status">${t('state.loading')}</p>`)
    : list.decisions.length === 0 ? html`<p class="quiet">${t('why.none')}</p>`
    : html`<ol class="found">${repeat(list.decisions, one => one.decision.decision_id + one.time, one => html`<li><a href=${link(one)} aria-current=${one.decision.decision_id === list.chosen && (!list.at || one.time === list.at) ? 'true' : nothing}>
        <span class="found-top"><b class="clip">${app.words.name('occasion', one.decision.occasion)}</b><time>${clockSeconds(one.time, app.zone)}</time></span>
        <span class="found-sub clip">${[wordOf('channel', one.request?.channel), one.request?.region, app.words.name('tier', one.decision.tier)].filter(Boolean).join(' · ')} ${icon('arrow')} ${app.words.name('queue', one.decision.queue)}</span></a></li>`)}</ol>`}
    ${list.more ? html`<button type="button" class="small" @click=${does.more} ?disabled=${list.isBusy}>${t('why.older')}</button>` : nothing}`;
}
