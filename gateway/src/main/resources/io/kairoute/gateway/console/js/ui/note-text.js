// @ts-check
/** The text of a note as one reads it: its Markdown's lines and lists; whatever else it holds is shown as it was typed. */
import { html } from 'lit';

/** Bold words of a line. @param {string} line */
const words = line => line.split('**').map((part, at) => at % 2 ? html`<b>${part}</b>` : part);

/**
 * @param {string} markdown
 * @returns {unknown}
 */
export function noteText(markdown) {
  const lines = markdown.split('\n').map(line => line.trim());
  // The title is told above the text.
  const told = lines[0]?.startsWith('# ') ? lines.slice(1) : lines;
  /** @type {{isList: boolean, lines: string[]}[]} */
  const blocks = [];
  for (const line of told.filter(Boolean)) {
    const isList = line.startsWith('- ');
    const last = blocks[blocks.length - 1];
    if (isList && last?.isList) {
      last.lines.push(line.slice(2));
    } else {
      blocks.push({ isList, lines: [isList ? line.slice(2) : line] });
    }
  }
  return html`<div class="note-text">${blocks.map(({ isList, lines }) => isList ? html`<ul>${lines.map(line => html`<li>${words(line)}</li>`)}</ul>` : html`<p>${words(lines[0])}</p>`)}</div>`;
}
