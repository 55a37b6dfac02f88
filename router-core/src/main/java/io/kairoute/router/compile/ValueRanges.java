package io.kairoute.router.compile;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The positions of the values that a condition lists, as ranges: neighbours take no more room than one value, such as the cuts of a week
 * that a time window holds.
 *
 * <p>Immutable.
 */
final class ValueRanges {
    /** The first position inside, the first outside, and so on. */
    private final int[] bounds;

    private ValueRanges(final int[] bounds) {
        this.bounds = bounds;
    }

    /** The ranges of single positions, in any order, repeats allowed. */
    static ValueRanges of(final IntStream positions) {
        final int[] all = positions.toArray();
        final int[] bounds = new int[2 * all.length];
        int length = 0;
        for (final int position : all) {
            if (length == 0 || bounds[length - 1] != position) {
                bounds[length] = position;
                length += 2;
            }
            bounds[length - 1] = position + 1;
        }
        return new ValueRanges(Arrays.copyOf(bounds, length));
    }

    /** Ranges that were found as such: first inside, first outside, and so on. */
    static ValueRanges ofBounds(final IntStream bounds) {
        return new ValueRanges(bounds.toArray());
    }

    /** Calls for each position. */
    void forEach(final IntConsumer each) {
        for (int i = 0; i < bounds.length; i += 2) {
            for (int position = bounds[i]; position < bounds[i + 1]; position++) {
                each.accept(position);
            }
        }
    }
}
