package io.kairoute.router.table;

import java.util.Arrays;
import java.util.List;

/**
 * Which word of a list stands around which, where a word fits all that begins with it and a hyphen: {@code AU} is around
 * {@code AU-VIC}.
 *
 * <p>The words are sorted with the hyphen before every other character, so that all that a word is around follows it at once. One pass
 * with the chain of words around the last one then finds the nearest word around each. The cost grows with the text of the words and
 * not with the levels they have in common.
 *
 * <p>Immutable.
 */
public final class Hierarchy {
    /** No word of the list is around that one. */
    public static final int NONE = -1;

    private final int[] wider;

    private Hierarchy(final int[] wider) {
        this.wider = wider;
    }

    /** Arranges different words. */
    public static Hierarchy of(final List<String> words) {
        final Integer[] sorted = new Integer[words.size()];
        Arrays.setAll(sorted, index -> index);
        Arrays.sort(sorted, (left, right) -> compare(words.get(left), words.get(right)));
        final int[] wider = new int[sorted.length];
        int around = NONE;
        for (final int word : sorted) {
            while (around != NONE && !isAround(words.get(around), words.get(word))) {
                around = wider[around];
            }
            wider[word] = around;
            around = word;
        }
        return new Hierarchy(wider);
    }

    /** The nearest word around the one at a position, or {@link #NONE}. */
    public int wider(final int position) {
        return wider[position];
    }

    private static boolean isAround(final String wide, final String narrow) {
        return narrow.length() > wide.length() && narrow.charAt(wide.length()) == '-' && narrow.startsWith(wide);
    }

    private static int compare(final String left, final String right) {
        final int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            final char mine = left.charAt(i);
            final char its = right.charAt(i);
            if (mine != its) {
                return mine == '-' ? -1 : its == '-' ? 1 : Character.compare(mine, its);
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
