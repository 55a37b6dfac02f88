// @ts-check
/** Which rows of a long list are to be drawn: those in view and a few around, never more. */

/** Rows drawn above and below what is in view. */
const AROUND = 8;

/**
 * @param {{top: number, height: number, row: number, count: number}} view in pixels and rows
 * @returns {{first: number, last: number, above: number, below: number}} rows first to last - 1, and the space in place of the others
 */
export function rowsInView({ top, height, row, count }) {
  const first = Math.min(Math.max(0, Math.floor(top / row) - AROUND), Math.max(0, count - 1));
  const last = Math.min(count, Math.ceil((top + height) / row) + AROUND);
  return { first, last, above: first * row, below: Math.max(0, count - last) * row };
}
