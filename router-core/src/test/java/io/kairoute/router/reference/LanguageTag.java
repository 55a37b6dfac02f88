package io.kairoute.router.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Compares language tags: without case, {@code _} as {@code -}. */
final class LanguageTag {
    private static final Pattern VALID = Pattern.compile("[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*");
    private static final int MOST_BYTES = 255;

    private LanguageTag() {}

    /** Whether a string is a language tag at all. */
    static boolean isValid(final String tag) {
        return tag.length() <= MOST_BYTES && VALID.matcher(tag).matches();
    }

    /** The spelling in which tags are compared. */
    static String normalize(final String tag) {
        return tag.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A normalized tag, then ever shorter ones, as RFC 4647 looks them up: {@code zh-hant-tw, zh-hant, zh}. */
    static List<String> truncations(final String normalized) {
        final List<String> truncations = new ArrayList<>();
        String rest = normalized;
        while (true) {
            truncations.add(rest);
            final int cut = rest.lastIndexOf('-');
            if (cut < 0) {
                return truncations;
            }
            rest = rest.substring(0, cut);
            // A subtag of one character introduces what follows it, so it goes with it.
            while (rest.length() > 2 && rest.charAt(rest.length() - 2) == '-') {
                rest = rest.substring(0, rest.length() - 2);
            }
        }
    }
}
