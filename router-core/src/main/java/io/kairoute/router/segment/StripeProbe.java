package io.kairoute.router.segment;

import io.kairoute.router.key.SegmentKey;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ExternalMapQueryContext;

/** Takes the read lock of every stripe of a map once, to see whether one is stuck. Waits, so never on an event loop. */
final class StripeProbe {
    private static final int STUCK = -1;

    private StripeProbe() {}

    /**
     * Probes a map; returns whether every lock came.
     *
     * @param timeoutMs the longest wait for one stripe
     */
    static boolean run(final ChronicleMap<SegmentKey, ProfileFlyweight> map, final long timeoutMs)
            throws InterruptedException {
        // A stripe is reached through a key that falls into it: try keys until each stripe had one.
        final boolean[] isProbed = new boolean[map.segments()];
        final SegmentKey key = new SegmentKey();
        int probed = 0;
        for (long i = 0; probed < isProbed.length; i++) {
            final int stripe = probe(map, key.set(i, i), isProbed, timeoutMs);
            if (stripe == STUCK) {
                return false;
            }
            probed += isProbed[stripe] ? 0 : 1;
            isProbed[stripe] = true;
        }
        return true;
    }

    // The stripe of the key, after its lock was taken once, or STUCK.
    private static int probe(
            final ChronicleMap<SegmentKey, ProfileFlyweight> map,
            final SegmentKey key,
            final boolean[] isProbed,
            final long timeoutMs)
            throws InterruptedException {
        try (ExternalMapQueryContext<SegmentKey, ProfileFlyweight, ?> context = map.queryContext(key)) {
            final int stripe = context.segmentIndex();
            if (!isProbed[stripe]) {
                if (!context.readLock().tryLock(timeoutMs, TimeUnit.MILLISECONDS)) {
                    return STUCK;
                }
                context.readLock().unlock();
            }
            return stripe;
        }
    }
}
