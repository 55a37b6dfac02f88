// @ts-check
/** Light, dark, or what the machine says; kept in this browser. */

const KEY = 'kairoute.theme';
const THEMES = ['auto', 'light', 'dark'];

/** The theme that was chosen. */
export function theme() {
  try {
    return localStorage.getItem(KEY) ?? 'auto';
  } catch {
    return 'auto';
  }
}

/** Shows a theme and keeps it. @param {string} chosen */
export function showTheme(chosen) {
  if (chosen === 'auto') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = chosen;
  }
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // A browser that keeps nothing forgets the theme, which is all right.
  }
}

/** The one that follows. */
export function nextTheme() {
  return THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length];
}
