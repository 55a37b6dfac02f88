package io.kairoute.router.store;

import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileFlyweight;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.hash.impl.BigSegmentHeader;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ExternalMapQueryContext;

/** The lock of one stripe of a set's file, held by somebody else until it is closed; lookups wait a second for it. */
public final class StuckLock implements AutoCloseable {
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final CompletableFuture<Boolean> holder;

    private StuckLock(final Path set, final KeyHash key) throws IOException, InterruptedException {
        final CountDownLatch isHeld = new CountDownLatch(1);
        final ChronicleMap<SegmentKey, ProfileFlyweight> map = ProfileMapFile.open(set.resolve(SegmentSets.PROFILES));
        holder = CompletableFuture.supplyAsync(() -> hold(map, key, isHeld));
        isHeld.await();
    }

    /** Holds the lock that a lookup of a key needs, in the file of a set's directory. */
    public static StuckLock of(final Path set, final KeyHash key) throws IOException, InterruptedException {
        BigSegmentHeader.LOCK_TIMEOUT_SECONDS = 1;
        return new StuckLock(set, key);
    }

    private boolean hold(
            final ChronicleMap<SegmentKey, ProfileFlyweight> map, final KeyHash key, final CountDownLatch isHeld) {
        try (map;
                ExternalMapQueryContext<SegmentKey, ProfileFlyweight, ?> context =
                        map.queryContext(new SegmentKey().set(key.low(), key.high()))) {
            context.writeLock().lock();
            isHeld.countDown();
            mayEnd.await();
            return true;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        mayEnd.countDown();
        holder.orTimeout(60, TimeUnit.SECONDS).join();
    }
}
