// @ts-check
/** One picture of the sprite. It is never the only carrier of a meaning, so it is hidden from readers. */
import { html } from 'lit';
import { asset } from '../app/assets.js';

const sprite = asset('icons.svg');

/** @param {string} name */
export const icon = name => html`<svg class="icon" aria-hidden="true"><use href="${sprite}#${name}"></use></svg>`;

/**
 * A word with its shape and its colour, in this order of importance.
 * @param {string} kind one of the meaning tokens
 * @param {string} shape
 * @param {string} word
 */
export const mark = (kind, shape, word) => html`<span class="mark ${kind}">${icon(shape)}<span>${word}</span></span>`;
