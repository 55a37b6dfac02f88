// @ts-check
/** The way of one contact through eight stations: what won stands solid with its number, what lost is outlined with why. */
import { html, nothing } from 'lit';
import { icon } from '../ui/icon.js';
import { confidence, duration } from '../text/format.js';
import { t, wordOf } from '../text/messages.js';
import { said } from '../text/said.js';
import { bandMark } from '../now/decisions.js';
import { ASKED, actorsOf, ledgerOf, surenessText, winnerOf } from './story.js';

/** @param {string} name @param {string} stage @param {unknown} winner @param {unknown} rest */
const station = (name, stage, winner, rest) => html`<li class="station ${stage}"><h3>${t(`station.${name}`)}</h3><div class="winner">${winner}</div>${rest}</li>`;

/** What did not count, folded. @param {string} summary @param {unknown[]} lines */
const folded = (summary, lines) => (lines.length ? html`<details><summary>${summary}</summary><ul class="losers">${lines.map(line => html`<li>${line}</li>`)}</ul></details>` : nothing);

/** @param {any} request */
function ask(request) {
  const lines = ASKED.filter(field => request?.[field]);
  return station('ask', '', request?.channel ? wordOf('channel', request.channel) : t('why.no_channel'),
    html`<dl class="facts">${lines.filter(field => field !== 'channel').map(field => html`<div><dt>${t(`ask.${field}`)}</dt><dd>${request[field]}${field === 'intent' ? html` <span class="quiet">${(request.intent_confidence ?? 1).toFixed(2)}</span>` : nothing}</dd></div>`)}</dl>`);
}

/** @param {any} decision @param {import('../model/words.js').Words} words */
function occasion(decision, words) {
  const winner = winnerOf(decision);
  const all = decision.trace?.candidates ?? [];
  const losers = all.filter((/** @type {any} */ one) => one !== winner);
  const unmatched = (decision.trace?.rules ?? []).filter((/** @type {any} */ rule) => rule.kind === 'SIGNAL' && !rule.matched);
  return station('occasion', 'one', html`<b>${words.name('occasion', decision.occasion)}</b>`, html`
    <p>${bandMark(decision.band)} <span class="quiet">${surenessText(decision, words)}</span></p>
    ${winner ? html`<p class="quiet">${wordOf('source', winner.source)}${winner.origin ? html` <code>${winner.origin}</code>` : nothing}</p>` : nothing}
    <ul class="losers">${losers.map((/** @type {any} */ one) => html`<li>${words.name('occasion', one.occasion)} ${confidence(one.confidence_bp)}: ${said(one.outcome)}</li>`)}</ul>
    ${folded(t('why.rules_unfit', { count: unmatched.length }), unmatched.map((/** @type {any} */ rule) => html`<code>${rule.id}</code> ${said(rule.detail)}`))}`);
}

/** @param {any} decision @param {import('../model/words.js').Words} words */
function segment(decision, words) {
  return station('segment', 'two', html`<b>${words.name('tier', decision.tier)}</b>`, html`<p class="quiet">${wordOf('segment_source', decision.segment_source)}</p>
    ${decision.segment_set_version ? html`<p class="quiet">${t('why.set', { set: decision.segment_set_version, age: duration(Number(decision.segment_age_s ?? 0) * 1000) })}</p>` : nothing}`);
}

/** @param {any} decision @param {import('../model/words.js').Words} words @param {import('./story.js').LedgerRow[]} ledger */
function base(decision, words, ledger) {
  const queue = ledger.find(row => row.field === 'queue')?.cells.base.at(-1);
  const by = [...new Set(ledger.flatMap(row => row.cells.base).map(change => `${wordOf('step', change.kind)}${change.id ? ` ${change.id}` : ''}`))];
  return station('base', decision.band === 'NONE' ? 'two' : 'one', queue ? words.name('queue', queue.after) : '–', html`<ul class="losers plain">${by.map(one => html`<li>${one}</li>`)}</ul>`);
}

/** @param {any} decision @param {import('./story.js').LedgerRow[]} ledger */
function tuning(decision, ledger) {
  const rules = (decision.trace?.rules ?? []).filter((/** @type {any} */ rule) => rule.kind === 'TUNING' || rule.kind === 'EXPERIMENT');
  const changed = actorsOf(ledger, 'tuning');
  const fit = rules.filter((/** @type {any} */ rule) => rule.matched);
  const unfit = rules.filter((/** @type {any} */ rule) => !rule.matched);
  return station('tuning', 'two', fit.length ? t('why.rules', { count: fit.length }) : t('why.nothing'), html`
    <ul class="losers plain">${fit.map((/** @type {any} */ rule) => html`<li class=${changed.includes(rule.id) ? 'took' : ''}><code>${rule.id}</code> ${said(rule.detail)}</li>`)}</ul>
    ${folded(t('why.rules_unfit', { count: unfit.length }), unfit.map((/** @type {any} */ rule) => html`<code>${rule.id}</code> ${rule.withheld ? t('why.withheld') : said(rule.detail)}`))}`);
}

/** @param {any} decision */
function guardrails(decision) {
  const all = decision.trace?.guardrails ?? [];
  const bit = all.filter((/** @type {any} */ one) => one.changed);
  const idle = all.filter((/** @type {any} */ one) => !one.changed);
  return station('guardrails', 'bracket', bit.length ? t('why.bit', { count: bit.length }) : t('why.nothing'), html`
    <ul class="losers plain">${bit.map((/** @type {any} */ one) => html`<li class="took">${wordOf('guardrail', one.id)}: ${said(one.detail)}</li>`)}</ul>
    ${folded(t('why.idle', { count: idle.length }), idle.map((/** @type {any} */ one) => html`${wordOf('guardrail', one.id)}: ${said(one.detail)}`))}`);
}

/** @param {any} decision @param {import('../model/words.js').Words} words */
function queue(decision, words) {
  const moves = decision.trace?.moves ?? [];
  return station('queue', '', words.name('queue', decision.queue), html`
    <ol class="walk">${moves.map((/** @type {any} */ move) => html`<li class=${move.moved ? 'took' : ''}>${words.name('queue', move.queue)} ${icon(move.moved ? 'arrow' : 'blocked')} ${words.name('queue', move.to)}
      <small>${said(move.condition) || wordOf('override', move.kind)}${move.detail ? `: ${said(move.detail)}` : ''}</small></li>`)}</ol>
    ${decision.expected_wait_ms === undefined ? nothing : html`<p class="quiet">${t('why.wait', { span: duration(Number(decision.expected_wait_ms)) })}</p>`}`);
}

/** @param {any} decision @param {import('../model/words.js').Words} words */
function answer(decision, words) {
  return station('answer', 'last', html`<b>${words.name('queue', decision.queue)}</b>`, html`<dl class="facts">
    <div><dt>${t('field.priority')}</dt><dd>${decision.priority ?? 0}</dd></div><div><dt>${t('field.sla_ms')}</dt><dd>${duration(Number(decision.sla_ms ?? 0))}</dd></div>
    <div><dt>${t('field.script')}</dt><dd>${words.name('script', decision.script)}</dd></div>${decision.offer && decision.offer !== 'none' ? html`<div><dt>${t('field.offer')}</dt><dd>${decision.offer}</dd></div>` : nothing}</dl>`);
}

/** @param {any} request @param {any} decision @param {import('../model/words.js').Words} words */
export function path(request, decision, words) {
  const ledger = ledgerOf(decision);
  return html`<ol class="path" aria-label=${t('why.path')}>${ask(request)}${occasion(decision, words)}${segment(decision, words)}${base(decision, words, ledger)}
    ${tuning(decision, ledger)}${guardrails(decision)}${queue(decision, words)}${answer(decision, words)}</ol>`;
}
