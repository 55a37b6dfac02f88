package io.kairoute.router.segment;

import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.SegmentKey;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ExternalMapQueryContext;
import net.openhft.chronicle.map.MapSegmentContext;
import org.jspecify.annotations.Nullable;

/**
 * Finds profiles in one opened Chronicle Map.
 *
 * <p>A set that is loaded is not written to any more, so its {@link ProfileIndex} finds records without any lock.
 *
 * <p>Without an index a lookup takes the read lock of one of the map's stripes. If that lock is stuck, a lookup waits for the lock
 * time-out and throws; an event loop can afford this once, not for every contact. So the first time-out or exception
 * marks the store down: from then on every lookup answers {@link #UNAVAILABLE} at once, until {@link #probe} has found
 * every stripe in order.
 *
 * <p>Thread-safe. A lookup allocates nothing once its thread has made one.
 */
public final class ChronicleSegmentStore implements SegmentLookup, AutoCloseable {
    private static final int STUCK = -1;

    private final ChronicleMap<SegmentKey, ProfileFlyweight> profiles;
    private final @Nullable ProfileIndex index;
    private final AtomicLong damagedRecords = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    private volatile boolean isDown;
    private volatile @Nullable Throwable lastFailure;

    /** Makes a store over an opened map, which it then owns; every lookup goes through the map. */
    public ChronicleSegmentStore(final ChronicleMap<SegmentKey, ProfileFlyweight> profiles) {
        this(profiles, null);
    }

    /** Makes a store over an opened map that nobody writes to any more; lookups go through its index where there is one. */
    public ChronicleSegmentStore(
            final ChronicleMap<SegmentKey, ProfileFlyweight> profiles, final @Nullable ProfileIndex index) {
        this.profiles = profiles;
        this.index = index;
    }

    @Override
    public int profile(final SegmentKey key, final ProfileFlyweight into) {
        if (index != null && index.profile(key, into)) {
            return isDown ? UNAVAILABLE : FOUND;
        }
        return record(key, into);
    }

    @Override
    public int record(final SegmentKey key, final ProfileFlyweight into) {
        if (isDown) {
            return UNAVAILABLE;
        }
        try {
            final boolean isFound = index == null ? profiles.getUsing(key, into) != null : index.record(key, into);
            if (!isFound) {
                return MISSING;
            }
        } catch (final RuntimeException | InternalError e) {
            // InternalError is what a read of a cut-off file becomes.
            markDown(e);
            return UNAVAILABLE;
        }
        if (into.isIntact()) {
            return FOUND;
        }
        damagedRecords.incrementAndGet();
        return MISSING;
    }

    /**
     * Takes the read lock of every stripe once and, if all of them come within the time, ends being down.
     *
     * <p>Waits, so never on an event loop.
     *
     * @param stripeTimeoutMs the longest wait for one stripe
     * @return whether the store answers now
     */
    public boolean probe(final long stripeTimeoutMs) {
        try {
            isDown = !probeStripes(stripeTimeoutMs);
            return !isDown;
        } catch (final RuntimeException | InternalError e) {
            markDown(e);
            return false;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public long touch(final SegmentKey key) {
        return index == null ? 0 : index.touch(key);
    }

    @Override
    public boolean isAvailable() {
        return !isDown;
    }

    /** Records that failed their check since the store was opened; each counted as a missing customer. */
    public long damagedRecords() {
        return damagedRecords.get();
    }

    /** Lookups and probes that ended in a time-out or an exception. */
    public long failures() {
        return failures.get();
    }

    /** What the last of the {@link #failures} was; null before the first. */
    public @Nullable Throwable lastFailure() {
        return lastFailure;
    }

    /** Whether lookups go through an index rather than through the map. */
    public boolean hasIndex() {
        return index != null;
    }

    /** Entries of the map, alternate keys counted. */
    public long keys() {
        return profiles.longSize();
    }

    /**
     * Shows entries, each in the same two objects, until the visitor says that it has seen enough.
     *
     * <p>A stripe is copied under its lock, and shown when the lock is free again: a visitor that takes its time holds nobody up,
     * be it another scan or the opening of the same file.
     *
     * @return whether all of them were shown
     */
    public boolean forEachWhile(final BiPredicate<SegmentKey, ProfileFlyweight> visitor) {
        final StripeCopy copy = new StripeCopy();
        for (int stripe = 0; stripe < profiles.segments(); stripe++) {
            copy.clear();
            try (MapSegmentContext<SegmentKey, ProfileFlyweight, ?> context = profiles.segmentContext(stripe)) {
                context.forEachSegmentEntry(entry -> copy.add(entry.key(), entry.value()));
            }
            if (!copy.forEachWhile(visitor)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Has lookups find nobody by these keys from now on, also before their records in the file are blanked.
     *
     * <p>Single writer: whoever erases in the set's file. Without an index it is the file that says who is found.
     */
    public void forget(final Iterable<KeyHash> keys) {
        if (index != null) {
            final SegmentKey key = new SegmentKey();
            keys.forEach(hash -> index.forget(key.set(hash.low(), hash.high())));
        }
    }

    /** The share of the file's room that entries take, 0 to 1. */
    public double fill() {
        return 1 - profiles.percentageFreeSpace() / 100.0;
    }

    /**
     * Closes the map. A lookup after it is answered as before where there is an index, which reads through windows of its own;
     * without one it answers UNAVAILABLE, so that no snapshot may name the store any more.
     */
    @Override
    public void close() {
        isDown |= index == null;
        profiles.close();
    }

    // A stripe is reached through a key that falls into it: try keys until each stripe had one.
    private boolean probeStripes(final long timeoutMs) throws InterruptedException {
        final boolean[] isProbed = new boolean[profiles.segments()];
        final SegmentKey key = new SegmentKey();
        int probed = 0;
        for (long i = 0; probed < isProbed.length; i++) {
            final int stripe = probeStripe(key.set(i, i), isProbed, timeoutMs);
            if (stripe == STUCK) {
                return false;
            }
            probed += isProbed[stripe] ? 0 : 1;
            isProbed[stripe] = true;
        }
        return true;
    }

    // The stripe of the key, after its lock was taken once, or STUCK.
    private int probeStripe(final SegmentKey key, final boolean[] isProbed, final long timeoutMs)
            throws InterruptedException {
        try (ExternalMapQueryContext<SegmentKey, ProfileFlyweight, ?> context = profiles.queryContext(key)) {
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

    private void markDown(final Throwable cause) {
        isDown = true;
        lastFailure = cause;
        failures.incrementAndGet();
    }
}
