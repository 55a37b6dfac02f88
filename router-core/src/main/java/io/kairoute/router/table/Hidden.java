package io.kairoute.router.table;

import java.util.Locale;

/** Characters of a document that nobody sees: blanks other than the space, and marks without a width. */
public final class Hidden {
    private static final int FIRST = 0x80;
    /** They join within words of Persian and Hindi, and within emoji. */
    private static final String JOINERS = "\u200C\u200D";

    private Hidden() {}

    /** Where the first one of a text stands; -1 for none. */
    public static int first(final String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= FIRST && is(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    /** What to call it: {@code no-break space (U+00A0)}. */
    public static String name(final char hidden) {
        return String.format(
                Locale.ROOT,
                "%s (U+%04X)",
                String.valueOf(Character.getName(hidden)).toLowerCase(Locale.ROOT),
                (int) hidden);
    }

    /** The text with each of them named in angle brackets. */
    static String shown(final String text) {
        if (first(text) < 0) {
            return text;
        }
        final StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            final char next = text.charAt(i);
            if (next >= FIRST && is(next)) {
                shown.append('<').append(name(next)).append('>');
            } else {
                shown.append(next);
            }
        }
        return shown.toString();
    }

    private static boolean is(final char next) {
        return switch (Character.getType(next)) {
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.FORMAT -> JOINERS.indexOf(next) < 0;
            default -> false;
        };
    }
}
