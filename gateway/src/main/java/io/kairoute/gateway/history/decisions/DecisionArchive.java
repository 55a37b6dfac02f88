package io.kairoute.gateway.history.decisions;

import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.control.SnapshotHistory;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.router.key.KeyHasher;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a running node keeps of its past: each tenant's decision log, and the control log that explains it.
 *
 * <p>One thread answers questions and a few threads make streams, all of the least priority, so that questions about yesterday
 * never hold up contacts of today, nor a slow reader other questions; a few wait, more are refused. Thread-safe.
 */
public final class DecisionArchive implements AutoCloseable {
    private static final int MOST_WAITING = 8;
    private static final int MOST_STREAMS = 4;
    private static final long CLOSE_SECONDS = 5;

    private final Path controlLog;
    private final ChainKey key;
    private final Map<String, KeyHasher> hashers;
    private final Function<String, Path> decisionsOf;
    private final ThreadPoolExecutor executor;
    private final ThreadPoolExecutor streams;

    /**
     * Opens an archive.
     *
     * @param hashers each tenant's keyed hash
     * @param decisionsOf where a tenant's chunks are
     */
    public DecisionArchive(
            final Path controlLog,
            final ChainKey key,
            final Map<String, KeyHasher> hashers,
            final Function<String, Path> decisionsOf) {
        this.controlLog = controlLog;
        this.key = key;
        this.hashers = Map.copyOf(hashers);
        this.decisionsOf = decisionsOf;
        executor = threads(1, new ArrayBlockingQueue<>(MOST_WAITING), "kairoute-archive");
        streams = threads(MOST_STREAMS, new SynchronousQueue<>(), "kairoute-archive-stream");
    }

    @SuppressWarnings("ThreadPriorityCheck") // a hint is all that is meant: nothing depends on it
    private static ThreadPoolExecutor threads(final int most, final BlockingQueue<Runnable> waiting, final String name) {
        return new ThreadPoolExecutor(0, most, 5, TimeUnit.SECONDS, waiting, task -> {
            final Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            return thread;
        });
    }

    /** Does something with the archive, after what waits already. */
    <R> CompletableFuture<R> ask(final Supplier<R> question) {
        return on(executor, question);
    }

    /** Does something that waits for its reader, beside what waits; a few at a time, more are refused. */
    <R> CompletableFuture<R> stream(final Supplier<R> question) {
        return on(streams, question);
    }

    private static <R> CompletableFuture<R> on(final ThreadPoolExecutor threads, final Supplier<R> question) {
        try {
            return CompletableFuture.supplyAsync(question, threads);
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
        executor.shutdownNow();
        streams.shutdownNow();
        try {
            executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
            streams.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
