package io.kairoute.router.table;

import java.util.Collection;
import java.util.stream.Collectors;

/** Puts an author's own words into a sentence, cut where they are long, so that a report stays smaller than its table. */
public final class Quote {
    private static final int LONGEST = 64;
    private static final int MOST = 5;

    private Quote() {}

    /** The text in quotes; characters that nobody sees are named in it. */
    public static String of(final String text) {
        return '"' + Hidden.shown(cut(text)) + '"';
    }

    /** Every text in quotes, the first few of many. */
    public static String all(final Collection<String> texts) {
        final String first = texts.stream().limit(MOST).map(Quote::of).collect(Collectors.joining(", "));
        return texts.size() > MOST ? first + " and " + (texts.size() - MOST) + " more" : first;
    }

    /** The text without quotes. */
    static String cut(final String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    }
}
