package io.kairoute.ctl.terminal;

import java.util.regex.Pattern;
import org.jline.utils.WCWidth;

/** What a text looks like on a terminal: how many columns it takes, and what of it would move the cursor. */
final class Shown {
    private static final char ESCAPE = '\u001b';
    // Letters of Asia take two columns, marks that combine none; colours take none either.
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    // What a screen itself writes, and nothing that would hide a text.
    private static final Pattern OWN_COLOUR = Pattern.compile("\u001b\\[(?:0|1|2|31|32|33|36)m");
    // What turns the direction of everything behind it.
    private static final String TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";
    // Ends of lines and paragraphs that are no control characters.
    private static final String SEPARATORS = "\u2028\u2029";

    private Shown() {}

    /** Columns on a terminal. */
    static int columns(final String text) {
        if (isAscii(text)) {
            return text.length();
        }
        final String plain =
                text.indexOf(ESCAPE) < 0 ? text : COLOUR.matcher(text).replaceAll("");
        return plain.codePoints().map(Shown::columns).sum();
    }

    /** The text on one line: without what moves the cursor, turns the direction or ends the line; a screen's own colours stay. */
    static String safe(final String text, final boolean isColoured) {
        if (isAscii(text)) {
            return text;
        }
        final StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            final boolean isColour = isColoured
                    && c == ESCAPE
                    && OWN_COLOUR.matcher(text).region(i, text.length()).lookingAt();
            if (!isColour && (Character.isISOControl(c) || SEPARATORS.indexOf(c) >= 0)) {
                safe.append(' ');
            } else if (TURNING.indexOf(c) < 0) {
                safe.append(c);
            }
        }
        return safe.toString();
    }

    /** As much of the text as fits. */
    static String cut(final String text, final int most, final boolean unicode) {
        if (columns(text) <= most) {
            return text;
        }
        final String end = unicode ? "\u2026" : "...";
        final String plain = COLOUR.matcher(text).replaceAll("");
        final StringBuilder cut = new StringBuilder();
        int room = most - columns(end);
        for (int i = 0; i < plain.length(); i = plain.offsetByCodePoints(i, 1)) {
            room -= columns(plain.codePointAt(i));
            if (room < 0) {
                break;
            }
            cut.appendCodePoint(plain.codePointAt(i));
        }
        return cut.append(end).toString();
    }

    private static int columns(final int codePoint) {
        return Math.max(0, WCWidth.wcwidth(codePoint));
    }

    private static boolean isAscii(final String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
