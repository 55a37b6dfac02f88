package io.kairoute.router.differential;

import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentLookup;
import java.util.Collection;

/** A lookup that fails at some keys, or at every one, and otherwise answers as another does. */
final class FailingLookup implements SegmentLookup {
    private final SegmentLookup lookup;
    private final boolean isAvailable;
    private final long[] lows;
    private final long[] highs;

    FailingLookup(final SegmentLookup lookup, final Collection<KeyHash> failingKeys, final boolean isAvailable) {
        this.lookup = lookup;
        this.isAvailable = isAvailable;
        lows = failingKeys.stream().mapToLong(KeyHash::low).toArray();
        highs = failingKeys.stream().mapToLong(KeyHash::high).toArray();
    }

    @Override
    public int profile(final SegmentKey key, final ProfileFlyweight into) {
        return fails(key) ? UNAVAILABLE : lookup.profile(key, into);
    }

    @Override
    public int record(final SegmentKey key, final ProfileFlyweight into) {
        return fails(key) ? UNAVAILABLE : lookup.record(key, into);
    }

    @Override
    public long touch(final SegmentKey key) {
        return lookup.touch(key);
    }

    @Override
    public boolean isAvailable() {
        return isAvailable && lookup.isAvailable();
    }

    // A scan over primitives: they are few, and a lookup must not allocate where others are measured.
    private boolean fails(final SegmentKey key) {
        for (int i = 0; i < lows.length; i++) {
            if (lows[i] == key.low() && highs[i] == key.high()) {
                return true;
            }
        }
        return !isAvailable;
    }
}
