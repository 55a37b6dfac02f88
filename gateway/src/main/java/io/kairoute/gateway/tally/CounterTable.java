package io.kairoute.gateway.tally;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The counters of one tenant, as many as may be; what would be one more is counted as "other" of its kind.
 *
 * <p>A counter of one word hangs on the word; one of two stands in an open-addressing table. Thread-confined: owned by the counting
 * thread, but for {@link #all}, whose places below a published count are not written any more.
 */
final class CounterTable {
    /** Counters of one tenant, those for "other" not counted. */
    static final int MOST = 8_192;

    private static final String OTHER = "other";
    private static final int SLOTS_PER_PAIR = 4;
    private static final int FIRST_SLOTS = 1_024;
    private static final long PRIME = 0x100000001B3L;

    private final Map<RateKind, Counter> others = new EnumMap<>(RateKind.class);
    private @Nullable Counter[] pairs = new Counter[FIRST_SLOTS];
    private int pairCount;
    private Counter[] all = new Counter[FIRST_SLOTS];
    private int count;
    private int countAlone;

    /** What counts a word. */
    Counter of(final RateKind kind, final Word word, final CountedAt now) {
        final Counter known = word.counter(kind);
        if (known != null) {
            return known;
        }
        if (countAlone == MOST) {
            return other(kind, now);
        }
        final Counter fresh = fresh(kind, word, Word.NONE, now);
        word.counter(kind, fresh);
        return fresh;
    }

    /** What counts two words together. */
    Counter of(final RateKind kind, final Word id, final Word with, final CountedAt now) {
        int slot = slot(kind, id, with);
        for (Counter counter = pairs[slot]; counter != null; counter = pairs[slot]) {
            if (counter.kind() == kind && counter.idWord() == id && counter.withWord() == with) {
                return counter;
            }
            slot = (slot + 1) & (pairs.length - 1);
        }
        if (countAlone == MOST) {
            return other(kind, now);
        }
        final Counter fresh = fresh(kind, id, with, now);
        pairCount++;
        put(fresh);
        return fresh;
    }

    /** What counts all of a kind that have no counter of their own. */
    Counter other(final RateKind kind, final CountedAt now) {
        final Counter known = others.get(kind);
        if (known != null) {
            return known;
        }
        final Word word = Word.alone(OTHER);
        final Counter fresh = new Counter(kind, word, kind.isPair() ? word : Word.NONE, now.second());
        others.put(kind, fresh);
        append(fresh);
        return fresh;
    }

    /** Every counter, in the order in which they came; places behind {@link #count} are empty. */
    Counter[] all() {
        return all;
    }

    /** How many there are. */
    int count() {
        return count;
    }

    /** Whether something is counted as "other". */
    boolean isFull() {
        return !others.isEmpty();
    }

    private Counter fresh(final RateKind kind, final Word id, final Word with, final CountedAt now) {
        final Counter fresh = new Counter(kind, id, with, now.second());
        countAlone++;
        append(fresh);
        return fresh;
    }

    private void append(final Counter fresh) {
        if (count == all.length) {
            all = Arrays.copyOf(all, 2 * count);
        }
        all[count++] = fresh;
    }

    private void put(final Counter counter) {
        if (SLOTS_PER_PAIR * pairCount > pairs.length) {
            final @Nullable Counter[] before = pairs;
            pairs = new Counter[2 * before.length];
            for (final Counter old : before) {
                if (old != null) {
                    place(old);
                }
            }
        }
        place(counter);
    }

    private void place(final Counter counter) {
        int slot = slot(counter.kind(), counter.idWord(), counter.withWord());
        while (pairs[slot] != null) {
            slot = (slot + 1) & (pairs.length - 1);
        }
        pairs[slot] = counter;
    }

    private int slot(final RateKind kind, final Word id, final Word with) {
        final long hash = ((id.hash() ^ kind.ordinal()) * PRIME ^ with.hash()) * PRIME;
        return (int) (hash ^ hash >>> Integer.SIZE) & (pairs.length - 1);
    }
}
