package io.kairoute.router.segment;

import io.kairoute.router.key.SegmentKey;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for a store that is still being opened: {@link #UNAVAILABLE} until it is ready, then what the store says.
 *
 * <p>Single writer: the thread that opens the store; any thread may read. The volatile store in {@link #ready} happens
 * before every lookup that sees it.
 */
public final class PendingSegmentLookup implements SegmentLookup {
    private volatile @Nullable SegmentLookup store;

    @Override
    public int profile(final SegmentKey key, final ProfileFlyweight into) {
        final SegmentLookup ready = store;
        return ready == null ? UNAVAILABLE : ready.profile(key, into);
    }

    @Override
    public int record(final SegmentKey key, final ProfileFlyweight into) {
        final SegmentLookup ready = store;
        return ready == null ? UNAVAILABLE : ready.record(key, into);
    }

    @Override
    public long touch(final SegmentKey key) {
        final SegmentLookup ready = store;
        return ready == null ? 0 : ready.touch(key);
    }

    @Override
    public boolean isAvailable() {
        final SegmentLookup ready = store;
        return ready != null && ready.isAvailable();
    }

    /** Hands over the opened store. */
    public void ready(final SegmentLookup opened) {
        store = opened;
    }

    /** Whether the store has been handed over. */
    public boolean isReady() {
        return store != null;
    }
}
