package io.kairoute.router.table.check;

import io.kairoute.router.table.Problems;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.TablePath;

/** Checks that language tags are what a contact's can be: subtags of one to eight letters and digits, the first two letters or more. */
final class LanguageTags {
    private static final int LONGEST_SUBTAG = 8;
    private static final String REASON = " is not a language tag.";
    private static final String REMEDY = "Write a tag such as en, en-AU or zh-Hant.";

    private LanguageTags() {}

    /**
     * Checks a tag. A first subtag of one letter was accepted once, and never matched.
     *
     * @param written as the author wrote it
     * @param tag in lower case with hyphens
     * @return whether it was ever accepted
     */
    static boolean check(final TablePath path, final String written, final String tag, final Problems problems) {
        final int first = tag.indexOf('-') < 0 ? tag.length() : tag.indexOf('-');
        final boolean isWellFormed = isWellFormed(tag, first);
        if (!isWellFormed) {
            problems.error("BAD_LANGUAGE", path, Quote.of(written) + REASON, REMEDY);
        } else if (first == 1) {
            problems.stricter("BAD_LANGUAGE", path, Quote.of(written) + REASON, REMEDY);
        }
        return isWellFormed;
    }

    private static boolean isWellFormed(final String tag, final int firstLength) {
        int length = 0;
        for (int i = 0; i < tag.length(); i++) {
            final char c = tag.charAt(i);
            final boolean isEnd = c == '-';
            final boolean isAllowed = isLetter(c) || (i > firstLength && isDigit(c));
            if (isEnd ? length == 0 : !isAllowed || length == LONGEST_SUBTAG) {
                return false;
            }
            length = isEnd ? 0 : length + 1;
        }
        return length > 0;
    }

    private static boolean isLetter(final char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(final char c) {
        return c >= '0' && c <= '9';
    }
}
