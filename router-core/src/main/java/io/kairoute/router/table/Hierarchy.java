package io.kairoute.router.table;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Which term of a list stands around which, where a term fits all that begins with it and a hyphen: {@code AU} is around
 * {@code AU-VIC}.
 *
 * <p>The terms are sorted with the hyphen before every other character, so that all that a term is around follows it at once. One pass
 * with the chain of terms around the last one then finds the nearest term around each. The cost grows with the text of the terms and
 * not with the levels they have in common.
 *
 * <p>Immutable.
 */
public final class Hierarchy {
    /** No term of the list is around that one. */
    public static final int NONE = -1;

    private final int[] wider;

    private Hierarchy(final int[] wider) {
        this.wider = wider;
    }

    /** Arranges different terms. */
    public static Hierarchy of(final List<String> terms) {
        final byte[][] texts = terms.stream()
                .map(term -> term.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        final Integer[] sorted = new Integer[texts.length];
        Arrays.setAll(sorted, index -> index);
        Arrays.sort(sorted, (left, right) -> compare(texts[left], texts[right]));
        final int[] wider = new int[sorted.length];
        int around = NONE;
        for (final int term : sorted) {
            while (around != NONE && !isAround(terms.get(around), terms.get(term))) {
                around = wider[around];
            }
            wider[term] = around;
            around = term;
        }
        return new Hierarchy(wider);
    }

    /** The nearest term around the one at a position, or {@link #NONE}. */
    public int wider(final int position) {
        return wider[position];
    }

    private static boolean isAround(final String wide, final String narrow) {
        return narrow.length() > wide.length() && narrow.charAt(wide.length()) == '-' && narrow.startsWith(wide);
    }

    // Terms may have hundreds of characters in common, so the first that differs is found by steps of many.
    private static int compare(final byte[] left, final byte[] right) {
        final int differs = Arrays.mismatch(left, right);
        if (differs < 0 || differs == left.length || differs == right.length) {
            return Integer.compare(left.length, right.length);
        }
        final byte mine = left[differs];
        final byte its = right[differs];
        return mine == '-' ? -1 : its == '-' ? 1 : Byte.compare(mine, its);
    }
}
