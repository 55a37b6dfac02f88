package io.kairoute.router.segment;

import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.SegmentKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import net.openhft.chronicle.map.ChronicleMap;
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
 * every stripe in order. {@link StoreProbing} runs it every two seconds while the store is down.
 *
 * <p>Thread-safe. A lookup allocates nothing once its thread has made one.
 */
public final class ChronicleSegmentStore implements SegmentLookup, AutoCloseable {
    private static final IndexBudget NO_ROOM = new IndexBudget(0);

    private final ChronicleMap<SegmentKey, ProfileFlyweight> profiles;
    private final @Nullable Path file;
    private final ReadIndex readIndex;
    private final StoreHealth health = new StoreHealth();
    private final AtomicLong damagedRecords = new AtomicLong();
    private final StoreProbing probing;
    // Held while a probe waits for a lock, and while the map is closed: a closed map's memory is not to be read.
    private final Object mapUse = new Object();
    private volatile boolean isClosed;

    /** Makes a store over an opened map, which it then owns; every lookup goes through the map. */
    public ChronicleSegmentStore(final ChronicleMap<SegmentKey, ProfileFlyweight> profiles) {
        this(profiles, null, NO_ROOM);
    }

    /**
     * Makes a store over an opened map that nobody writes to any more, which it then owns.
     *
     * @param file the file behind the map; null for a map in memory
     * @param budget where {@link #indexIfRoom} takes its heap from
     */
    public ChronicleSegmentStore(
            final ChronicleMap<SegmentKey, ProfileFlyweight> profiles,
            final @Nullable Path file,
            final IndexBudget budget) {
        this(profiles, file, budget, StoreProbing.AFTER_A_PAUSE);
    }

    /** Makes such a store that is probed by this executor when it is down. */
    ChronicleSegmentStore(
            final ChronicleMap<SegmentKey, ProfileFlyweight> profiles,
            final @Nullable Path file,
            final IndexBudget budget,
            final Executor laterProbes) {
        this.profiles = profiles;
        this.file = file;
        readIndex = new ReadIndex(budget);
        probing = new StoreProbing(this, laterProbes);
    }

    /** Takes who hears that it went down, and that it answers again; one at a time. */
    public void watchedBy(final StoreWatcher watcher) {
        probing.watchedBy(watcher);
    }

    @Override
    public int profile(final SegmentKey key, final ProfileFlyweight into) {
        final ProfileIndex index = readIndex.now();
        if (index != null && index.profile(key, into)) {
            return health.isDown() ? UNAVAILABLE : FOUND;
        }
        return record(key, into);
    }

    @Override
    public int record(final SegmentKey key, final ProfileFlyweight into) {
        if (health.isDown()) {
            return UNAVAILABLE;
        }
        try {
            final ProfileIndex index = readIndex.now();
            final boolean isFound = index == null ? profiles.getUsing(key, into) != null : index.record(key, into);
            if (!isFound) {
                return MISSING;
            }
        } catch (final RuntimeException | InternalError e) {
            // InternalError is what a read of a cut-off file becomes.
            health.failed(e);
            probing.ask();
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
        synchronized (mapUse) {
            return !isClosed && probeNow(stripeTimeoutMs);
        }
    }

    private boolean probeNow(final long stripeTimeoutMs) {
        final long failuresBefore = health.failures();
        try {
            return health.found(StripeProbe.run(profiles, stripeTimeoutMs), failuresBefore);
        } catch (final RuntimeException | InternalError e) {
            health.failed(e);
            return false;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public long touch(final SegmentKey key) {
        final ProfileIndex index = readIndex.now();
        return index == null ? 0 : index.touch(key);
    }

    @Override
    public boolean isAvailable() {
        return !health.isDown();
    }

    /** Records that failed their check since the store was opened; each counted as a missing customer. */
    public long damagedRecords() {
        return damagedRecords.get();
    }

    /** Lookups and probes that ended in a time-out or an exception. */
    public long failures() {
        return health.failures();
    }

    /** What the last of the {@link #failures} was; null before the first. */
    public @Nullable Throwable lastFailure() {
        return health.lastFailure();
    }

    /** Whether lookups go through an index rather than through the map. */
    public boolean hasIndex() {
        return readIndex.now() != null;
    }

    /** The bytes of heap that an index of it takes, whether there is one or not. */
    public long indexBytes() {
        return ProfileIndex.heapBytes(keys());
    }

    /**
     * Has lookups go through an index from now on, where the budget has room for it. Reads the whole file; nobody may write to
     * it meanwhile, while lookups go on.
     *
     * @return whether there is an index now
     */
    public boolean indexIfRoom() throws IOException {
        return file != null && readIndex.make(profiles, file);
    }

    /** Has the index answer late lookups also after {@link #close}, until {@link #releaseIndex}. */
    public void needIndex() {
        readIndex.need();
    }

    /** Gives up the need of the index; without any the store answers UNAVAILABLE, and the budget has the bytes again. */
    public void releaseIndex() {
        readIndex.release(health::end);
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
        final ProfileIndex index = readIndex.now();
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
     * Closes the map. A lookup after it is answered as before while somebody still needs the index, which reads through windows
     * of its own; otherwise it is answered UNAVAILABLE, so that no snapshot may name the store any more.
     */
    @Override
    public void close() {
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isClosed = true;
        }
        releaseIndex();
        synchronized (mapUse) {
            profiles.close();
        }
    }

    /** Whether it was closed. */
    boolean isClosed() {
        return isClosed;
    }
}
