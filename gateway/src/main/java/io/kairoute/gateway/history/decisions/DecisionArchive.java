package io.kairoute.gateway.history.decisions;

import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.control.SnapshotHistory;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.gateway.history.ChunkClaims;
import io.kairoute.gateway.history.ChunkReader;
import io.kairoute.router.key.KeyHasher;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a running node keeps of its past: each tenant's decision log, and the control log that explains it.
 *
 * <p>Threads of the least priority read it, so that questions about yesterday never hold up contacts of today. Lists have one of
 * their own: an export that nobody reads, or a simulation of a month, never holds them up. A few of each wait, more are refused.
 * Thread-safe.
 */
public final class DecisionArchive implements AutoCloseable {
    private static final int MOST_WAITING = 8;
    private static final int LONG_READS = 2;
    private static final long CLOSE_SECONDS = 5;

    private final Path controlLog;
    private final ChainKey key;
    private final Map<String, KeyHasher> hashers;
    private final Function<String, Path> decisionsOf;
    private final ChunkClaims claims;
    private final ThreadPoolExecutor lists;
    private final ThreadPoolExecutor longReads;

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
        this(controlLog, key, hashers, decisionsOf, new ChunkClaims(InstantSource.system()));
    }

    /**
     * Opens an archive beside the log that is written.
     *
     * @param hashers each tenant's keyed hash
     * @param decisionsOf where a tenant's chunks are
     * @param claims what the log's retention asks
     */
    public DecisionArchive(
            final Path controlLog,
            final ChainKey key,
            final Map<String, KeyHasher> hashers,
            final Function<String, Path> decisionsOf,
            final ChunkClaims claims) {
        this.controlLog = controlLog;
        this.key = key;
        this.hashers = Map.copyOf(hashers);
        this.decisionsOf = decisionsOf;
        this.claims = claims;
        lists = lane("kairoute-archive-lists", 1);
        longReads = lane("kairoute-archive-reads", LONG_READS);
    }

    @SuppressWarnings("ThreadPriorityCheck") // a hint is all that is meant: nothing depends on it
    private static ThreadPoolExecutor lane(final String name, final int threads) {
        return new ThreadPoolExecutor(
                threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
                    final Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    thread.setPriority(Thread.MIN_PRIORITY);
                    return thread;
                });
    }

    /** Reads a bounded piece of the archive, after the lists that wait already. */
    <R> CompletableFuture<R> list(final Supplier<R> question) {
        return ask(question, lists);
    }

    /** Reads what may be the whole archive, after what of that kind waits already. */
    <R> CompletableFuture<R> readLong(final Supplier<R> question) {
        return ask(question, longReads);
    }

    /** A reader whose chunks retention leaves alone. */
    ChunkReader reader() {
        return new ChunkReader(claims);
    }

    private static <R> CompletableFuture<R> ask(final Supplier<R> question, final ThreadPoolExecutor executor) {
        try {
            return CompletableFuture.supplyAsync(question, executor);
        } catch (final RejectedExecutionException e) {
            return CompletableFuture.failedFuture(ControlRefusal.exhausted(
                    "ARCHIVE_BUSY", "Too many questions about logged decisions are waiting; try again later."));
        }
    }

    /** Where a tenant's chunks are. */
    Path decisions(final String tenant) {
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
        try (ControlLog log = SqliteControlLog.openToRead(controlLog, key)) {
            return work.apply(new SnapshotHistory(tenant, hasher(tenant), log));
        }
    }

    /** Ends what waits; what is being answered ends with its next decision or is left alone. */
    @Override
    public void close() {
        lists.shutdownNow();
        longReads.shutdownNow();
        try {
            lists.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
            longReads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
