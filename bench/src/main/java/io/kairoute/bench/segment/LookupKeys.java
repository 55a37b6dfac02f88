package io.kairoute.bench.segment;

import io.kairoute.bench.subject.CustomerSet;
import io.kairoute.router.key.SegmentKey;
import java.util.SplittableRandom;

/** Many different hashed keys, drawn from the whole set. Thread-confined: owned by its benchmark. */
public final class LookupKeys {
    private static final long SEED = 20_261_121;

    private final long[] halves;
    private final SegmentKey key = new SegmentKey();
    private int current;

    /** Draws so many keys of customers 0 to {@code customers}. */
    public LookupKeys(final CustomerSet set, final int count, final long customers) {
        halves = new long[2 * count];
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < count; i++) {
            set.hash(random.nextLong(customers), key);
            halves[2 * i] = key.low();
            halves[2 * i + 1] = key.high();
        }
    }

    /** The next key, after the last the first; always the same object. */
    public SegmentKey next() {
        current = current + 2 == halves.length ? 0 : current + 2;
        return key.set(halves[current], halves[current + 1]);
    }
}
