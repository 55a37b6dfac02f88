// @ts-check
/** Keys that work on every page. Single letters can be switched off, for those who speak to their machine. */

const KEPT = 'kairoute.letters';
/** How long `g` waits for the second letter. */
const CHORD_MS = 1500;

/** Whether single letters do something. */
export function areLettersOn() {
  try {
    return localStorage.getItem(KEPT) !== 'off';
  } catch {
    return true;
  }
}

/** @param {boolean} on */
export function switchLetters(on) {
  try {
    localStorage.setItem(KEPT, on ? 'on' : 'off');
  } catch {
    // Forgotten with the page.
  }
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));
}

/**
 * Hears keys.
 * @param {{go: (letter: string) => void, press: (letter: string) => boolean}} heard `go` follows a `g`; `press` says whether it took the key
 * @param {AbortSignal} life
 */
export function hearKeys({ go, press }, life) {
  let chordUntil = 0;
  addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !areLettersOn() || document.querySelector('dialog[open]')) {
      return;
    }
    if (Date.now() < chordUntil) {
      chordUntil = 0;
      go(event.key);
      event.preventDefault();
    } else if (event.key === 'g') {
      chordUntil = Date.now() + CHORD_MS;
    } else if (press(event.key)) {
      event.preventDefault();
    }
  }, { signal: life });
}
