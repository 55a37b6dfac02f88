// @ts-check
/** Rows as CSV that a spreadsheet opens without running anything that is in them. */

/** @param {unknown} value */
function cell(value) {
  const text = String(value ?? '');
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** @param {string[]} head @param {unknown[][]} rows */
export function csv(head, rows) {
  return [head, ...rows].map(row => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

/** Hands a text to the browser as a file. @param {string} name @param {string} text @param {string} type */
export function download(name, text, type) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
