package io.kairoute.gateway.history.decisions;

import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.control.SnapshotHistory;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.gateway.history.ChunkClaims;
import io.kairoute.gateway.history.ChunkReader;
import io.kairoute.gateway.work.LongWork;
import io.kairoute.gateway.work.Slices;
import io.kairoute.router.key.KeyHasher;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a running node keeps of its past: each tenant's decision log, and the control log that explains it.
 *
 * <p>Each question is answered by a thread of its own, in the slices of its tenant: an export that nobody reads, or a simulation of
 * a month, never holds up a list. So many are answered at once, more are refused. Thread-safe.
 */
public final class DecisionArchive implements AutoCloseable {
    /** How many questions are answered at once; the lanes that they come through take fewer. */
    static final int MOST_AT_ONCE = 32;

    private static final long IDLE_S = 1;
    private static final long CLOSE_SECONDS = 5;

    private final Map<String, KeyHasher> hashers;
    private final KeptPast past;
    private final Function<String, Path> decisionsOf;
    private final ChunkClaims claims;
    private final Slices slices;
    private final ThreadPoolExecutor threads;
    private volatile boolean isClosed;

    /**
     * Opens an archive whose chunks nobody in this process deletes.
     *
     * @param hashers each tenant's keyed hash
     * @param decisionsOf where a tenant's chunks are
     */
    public DecisionArchive(
            final Path controlLog,
            final ChainKey key,
            final Map<String, KeyHasher> hashers,
            final Function<String, Path> decisionsOf) {
        this(controlLog, key, hashers, decisionsOf, new ChunkClaims(InstantSource.system()), new Slices(1));
    }

    /**
     * Opens an archive beside the log that is written.
     *
     * @param hashers each tenant's keyed hash
     * @param decisionsOf where a tenant's chunks are
     * @param claims what the log's retention asks
     * @param slices what slow work shares
     */
    public DecisionArchive(
            final Path controlLog,
            final ChainKey key,
            final Map<String, KeyHasher> hashers,
            final Function<String, Path> decisionsOf,
            final ChunkClaims claims,
            final Slices slices) {
        this.hashers = Map.copyOf(hashers);
        past = new KeptPast(() -> SqliteControlLog.openToRead(controlLog, key), this::hasher, KeptPast.AFTER_A_MINUTE);
        this.decisionsOf = decisionsOf;
        this.claims = claims;
        this.slices = slices;
        threads = new ThreadPoolExecutor(0, MOST_AT_ONCE, IDLE_S, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            final Thread thread = new Thread(task, "kairoute-archive");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Asks about a tenant's past.
     *
     * @param longestS how long the answer may take
     * @param question is given the work to step through
     */
    public <R> CompletableFuture<R> ask(
            final Call actor, final String tenant, final long longestS, final Function<LongWork, R> question) {
        try {
            return CompletableFuture.supplyAsync(
                    () -> {
                        final LongWork work =
                                LongWork.reading(slices, tenant, () -> isClosed || actor.isCancelled(), longestS);
                        return work.inSlices(() -> question.apply(work));
                    },
                    threads);
        } catch (final RejectedExecutionException e) {
            return CompletableFuture.failedFuture(ControlRefusal.exhausted(
                    "ARCHIVE_BUSY", "Too many questions about logged decisions are being answered; try again later."));
        }
    }

    /** A reader whose chunks retention leaves alone. */
    public ChunkReader reader(final LongWork work) {
        return new ChunkReader(claims, work::block);
    }

    /** The bytes of a tenant's log of decisions. */
    public long bytes(final String tenant) {
        return ChunkReader.bytes(decisions(tenant));
    }

    /** When the oldest decision of a tenant's log was made. */
    public OptionalLong oldestMs(final String tenant) {
        final long[] oldest = {Long.MAX_VALUE};
        new ChunkReader(claims).read(decisions(tenant), (record, set) -> {
            oldest[0] = record.nowMs();
            return false;
        });
        return oldest[0] == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(oldest[0]);
    }

    /** Where a tenant's chunks are. */
    public Path decisions(final String tenant) {
        return decisionsOf.apply(tenant);
    }

    /** A tenant's keyed hash. */
    KeyHasher hasher(final String tenant) {
        final @Nullable KeyHasher hasher = hashers.get(tenant);
        if (hasher == null) {
            throw ControlRefusal.notFound("UNKNOWN_TENANT", "This node has no such tenant; check tenant.");
        }
        return hasher;
    }

    /** Does something with a tenant's past. */
    <R> R withHistory(final String tenant, final Function<SnapshotHistory, R> work) {
        return past.with(tenant, work);
    }

    /** Ends what is being answered, at its next step. */
    @Override
    public void close() {
        isClosed = true;
        threads.shutdownNow();
        try {
            threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            past.close();
        }
    }
}
