package io.kairoute.gateway.document;

import java.util.Locale;

/**
 * Characters that nobody sees: blanks other than the space, and marks without a width.
 *
 * <p>They come with what is copied from a page, a mail or a spreadsheet. The joiners within words of Persian and Hindi, and
 * within emoji, are left alone.
 */
public final class Invisible {
    private static final int FIRST = 0x80;
    private static final String JOINERS = "\u200C\u200D";
    private static final String MORE_BLANKS = "\u2800\u3164";

    private Invisible() {}

    /** Whether nobody sees the character, and it is no plain space. */
    public static boolean is(final int codePoint) {
        return isBlank(codePoint) || isMark(codePoint);
    }

    /** Where the first such character of a text stands; -1 for none. */
    public static int first(final String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= FIRST && is(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    /** What to call the character: {@code a no-break space (U+00A0)}. */
    public static String name(final int codePoint) {
        final String name = String.valueOf(Character.getName(codePoint)).toLowerCase(Locale.ROOT);
        return String.format(
                Locale.ROOT, "%s %s (U+%04X)", "aeiou".indexOf(name.charAt(0)) < 0 ? "a" : "an", name, codePoint);
    }

    /** Whether a text has nothing that anybody sees. */
    public static boolean isBlank(final String text) {
        return strip(text).isEmpty();
    }

    /** The text without blanks and marks at its ends. */
    public static String strip(final String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isAtNoEnd(text.charAt(from))) {
            from++;
        }
        while (to > from && isAtNoEnd(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** The text as it looks: without marks, with every blank a plain space, and none at its ends. */
    public static String plain(final String text) {
        if (first(text) < 0) {
            return strip(text);
        }
        final StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            final char next = text.charAt(i);
            if (isBlank(next)) {
                plain.append(' ');
            } else if (!isMark(next)) {
                plain.append(next);
            }
        }
        return strip(plain.toString());
    }

    private static boolean isAtNoEnd(final char next) {
        return Character.isWhitespace(next) || is(next);
    }

    private static boolean isBlank(final int codePoint) {
        final int type = codePoint < FIRST ? Character.UNASSIGNED : Character.getType(codePoint);
        return type == Character.SPACE_SEPARATOR
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || MORE_BLANKS.indexOf(codePoint) >= 0;
    }

    private static boolean isMark(final int codePoint) {
        return codePoint >= FIRST && Character.getType(codePoint) == Character.FORMAT && JOINERS.indexOf(codePoint) < 0;
    }
}
