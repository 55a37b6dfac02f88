package io.kairoute.router.segment;

import io.kairoute.router.key.SegmentKey;
import org.jspecify.annotations.Nullable;

/**
 * Lays corrections of single customers over a segment set.
 *
 * <p>A customer is known by the canonical key, so that a correction counts by whichever key the set finds the customer. While
 * there is no correction a lookup costs one field read more than the set's own.
 *
 * <p>Thread-safe. Single writer: whoever corrects. The volatile store of {@link #overlay} happens before every lookup that
 * sees it.
 */
public final class OverlaidLookup implements SegmentLookup {
    private final SegmentLookup set;
    private volatile @Nullable DeltaIndex deltas;

    /** Makes a lookup without corrections. */
    public OverlaidLookup(final SegmentLookup set) {
        this.set = set;
    }

    @Override
    public int profile(final SegmentKey key, final ProfileFlyweight into) {
        final DeltaIndex now = deltas;
        return now == null ? set.profile(key, into) : corrected(now, key, into, false);
    }

    @Override
    public int record(final SegmentKey key, final ProfileFlyweight into) {
        final DeltaIndex now = deltas;
        return now == null ? set.record(key, into) : corrected(now, key, into, true);
    }

    @Override
    public long touch(final SegmentKey key) {
        return set.touch(key);
    }

    @Override
    public boolean isAvailable() {
        return set.isAvailable();
    }

    /** Takes other corrections; null for none. */
    public void overlay(final @Nullable DeltaIndex corrections) {
        deltas = corrections;
    }

    private static boolean isCanonical(final SegmentKey key, final ProfileFlyweight profile) {
        return profile.canonicalLow() == key.low() && profile.canonicalHigh() == key.high();
    }

    private int corrected(
            final DeltaIndex now, final SegmentKey key, final ProfileFlyweight into, final boolean isWhole) {
        final int corrected = now.find(key.low(), key.high(), into);
        if (corrected != DeltaIndex.ABSENT) {
            return corrected == DeltaIndex.DELETED ? MISSING : corrected;
        }
        final int found = isWhole ? set.record(key, into) : set.profile(key, into);
        if (found != FOUND || isCanonical(key, into)) {
            return found;
        }
        return now.find(into.canonicalLow(), into.canonicalHigh(), into) == DeltaIndex.DELETED ? MISSING : FOUND;
    }
}
