package io.kairoute.router.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Seeded chance in the words that generators use; the same seed throws the same on every JDK.
 *
 * <p>Thread-confined: owned by whoever made it.
 */
public final class Dice {
    private final SplittableRandom random;

    /** Makes dice that throw what the seed says. */
    public Dice(final long seed) {
        random = new SplittableRandom(seed);
    }

    /** Dice of their own for the n-th part of something, whatever was thrown for the other parts. */
    public static Dice part(final long seed, final long n) {
        return new Dice(new SplittableRandom(seed * 0x9E37_79B9_7F4A_7C15L + n).nextLong());
    }

    /** 0 up to, not including, {@code bound}. */
    public int below(final int bound) {
        return (int) Long.remainderUnsigned(random.nextLong(), bound);
    }

    /** {@code least} to {@code most}, both inside. */
    public int between(final int least, final int most) {
        return least + below(most - least + 1);
    }

    /** {@code least} to {@code most}, both inside. */
    public long between(final long least, final long most) {
        return least + Long.remainderUnsigned(random.nextLong(), most - least + 1);
    }

    /** True that often of a hundred times. */
    public boolean percent(final int percent) {
        return below(100) < percent;
    }

    /** One of a list. */
    public <T> T pick(final List<T> from) {
        return from.get(below(from.size()));
    }

    /** That many of a list, or all of it when it has fewer; in the list's order, each once. */
    public <T> List<T> some(final List<T> from, final int count) {
        final List<T> some = new ArrayList<>(from);
        while (some.size() > count) {
            some.remove(below(some.size()));
        }
        return some;
    }

    /** The whole list in any order. */
    public <T> List<T> shuffled(final List<T> from) {
        final List<T> left = new ArrayList<>(from);
        final List<T> shuffled = new ArrayList<>();
        while (!left.isEmpty()) {
            shuffled.add(left.remove(below(left.size())));
        }
        return shuffled;
    }
}
