package io.kairoute.router.table.check;

import org.jspecify.annotations.Nullable;

/**
 * How many parts a list may have.
 *
 * @param most the limit
 * @param noun what the parts are called, as "occasions"
 * @param one what to add to an empty list, as "an occasion"; null for a list that may be empty
 */
record Size(int most, String noun, @Nullable String one) {
    /** A list that may be empty. */
    static Size upTo(final int most, final String noun) {
        return new Size(most, noun, null);
    }

    /** A list that has one part at least. */
    static Size oneUpTo(final int most, final String noun, final String one) {
        return new Size(most, noun, one);
    }
}
