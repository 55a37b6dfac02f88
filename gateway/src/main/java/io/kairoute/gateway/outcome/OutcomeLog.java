package io.kairoute.gateway.outcome;

import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.store.StoreException;
import io.kairoute.router.store.TenantFolder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLongArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is told of contacts, on a thread of its own: what many calls brought meanwhile is written with one force of the disk.
 *
 * <p>Holds calls that wait and one group, nothing of what was kept: that is in each tenant's chunks and index. Thread-safe.
 */
public final class OutcomeLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeLog.class);
    /** Calls of the lane that run, and then some: works and erasures of the node itself. */
    private static final int MOST_WAITING = 256;

    private final List<TenantOutcomes> tenants;
    private final BlockingQueue<Task> tasks = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLongArray counts = new AtomicLongArray(OutcomeStatus.values().length);
    private final Thread thread;
    private volatile boolean isClosing;
    private volatile boolean isEnded;

    /** What the thread is to do. */
    private sealed interface Task {
        /** Ends it without an answer. */
        void fail(Throwable why);
    }

    /** Keeps a call's reports. */
    private record Report(int tenant, List<OutcomeRecord> reports, CompletableFuture<List<OutcomeStatus>> done)
            implements Task {
        @Override
        public void fail(final Throwable why) {
            done.completeExceptionally(why);
        }
    }

    /** Does something with one tenant's outcomes. */
    private record Piece(Runnable work, CompletableFuture<?> done) implements Task {
        @Override
        public void fail(final Throwable why) {
            done.completeExceptionally(why);
        }
    }

    /**
     * Starts a log.
     *
     * @param folders where each tenant's files are, by its ordinal
     */
    public OutcomeLog(final List<TenantFolder> folders, final OutcomeSettings settings, final InstantSource clock) {
        tenants = folders.stream()
                .map(folder -> new TenantOutcomes(folder, settings, clock))
                .toList();
        thread = new Thread(this::run, "kairoute-outcomes");
        thread.setDaemon(true);
        thread.start();
    }

    /** Keeps reports of a tenant, by ordinal. They are on the disk when the stage ends well. */
    CompletableFuture<List<OutcomeStatus>> report(final int tenant, final List<OutcomeRecord> reports) {
        final CompletableFuture<List<OutcomeStatus>> done = new CompletableFuture<>();
        submit(new Report(tenant, reports, done));
        return done;
    }

    /** Reads the index of a tenant, by ordinal; what was never told of is empty. */
    <R> CompletableFuture<R> read(final int tenant, final TenantOutcomes.Reading<R> reading, final R empty) {
        final TenantOutcomes outcomes = tenants.get(tenant);
        final CompletableFuture<R> done = new CompletableFuture<>();
        submit(new Piece(() -> done.complete(outcomes.isThere() ? outcomes.read(reading) : empty), done));
        return done;
    }

    /**
     * Forgets customers of a tenant, by ordinal, in its index, and ends its newest chunk.
     *
     * @return the number of the newest chunk that nobody writes any more
     */
    public CompletableFuture<Long> forget(final int tenant, final Collection<KeyHash> customers) {
        final TenantOutcomes outcomes = tenants.get(tenant);
        final CompletableFuture<Long> done = new CompletableFuture<>();
        submit(new Piece(() -> done.complete(outcomes.isThere() ? outcomes.forget(customers) : Long.MAX_VALUE), done));
        return done;
    }

    /** Counts what became of an outcome. */
    void count(final OutcomeStatus status) {
        counts.incrementAndGet(status.ordinal());
    }

    /** How many outcomes came to a status. */
    public long counted(final OutcomeStatus status) {
        return counts.get(status.ordinal());
    }

    /** Writes what waits, and closes the files. */
    @Override
    public void close() {
        isClosing = true;
        try {
            // Wakes the thread; an interrupt would close the file that it writes.
            tasks.put(new Piece(() -> {}, new CompletableFuture<>()));
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void submit(final Task task) {
        if (isClosing || !tasks.offer(task)) {
            task.fail(busy());
        }
        // Whoever comes second, this thread or the log's, finds what was added: none waits for a thread that is gone.
        if (isEnded) {
            failTheRest();
        }
    }

    private void failTheRest() {
        for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
            task.fail(busy());
        }
    }

    private static ControlRefusal busy() {
        return ControlRefusal.unavailable(
                "OUTCOMES_BUSY", "Outcomes cannot be kept just now: the node stops, or its disk is slow; send again.");
    }

    private void run() {
        try {
            tenants.forEach(OutcomeLog::open);
            workUntilClosed();
            tenants.forEach(OutcomeLog::close);
        } finally {
            isEnded = true;
            failTheRest();
        }
    }

    private void workUntilClosed() {
        final List<Task> some = new ArrayList<>();
        while (!isClosing || !tasks.isEmpty()) {
            try {
                some.add(tasks.take());
                final int unused = tasks.drainTo(some);
                work(some);
            } catch (final Throwable e) {
                // Without this thread nothing would be kept from now on.
                LOG.error("event=outcomes_failed", e);
                some.forEach(task -> task.fail(e));
            }
            some.clear();
        }
    }

    // What a killed node left behind is found before anybody asks; where it cannot be, whoever asks is told.
    private static void open(final TenantOutcomes outcomes) {
        try {
            if (outcomes.isThere()) {
                outcomes.open();
            }
        } catch (final StoreException e) {
            LOG.error("event=outcomes_failed reason=\"{}\"", e.getMessage());
        } catch (final Throwable e) {
            // Of one tenant: the others' are kept all the same.
            LOG.error("event=outcomes_failed", e);
        }
    }

    private static void close(final TenantOutcomes outcomes) {
        try {
            outcomes.close();
        } catch (final StoreException e) {
            LOG.error("event=outcomes_failed reason=\"{}\"", e.getMessage());
        } catch (final Throwable e) {
            LOG.error("event=outcomes_failed", e);
        }
    }

    private void work(final List<Task> some) {
        final Map<Integer, List<Report>> groups = new LinkedHashMap<>();
        for (final Task task : some) {
            if (task instanceof Report report) {
                groups.computeIfAbsent(report.tenant(), unused -> new ArrayList<>())
                        .add(report);
            }
        }
        groups.forEach(this::keep);
        for (final Task task : some) {
            if (task instanceof Piece piece) {
                run(piece);
            }
        }
    }

    private void keep(final int tenant, final List<Report> group) {
        try {
            final List<OutcomeStatus> statuses = tenants.get(tenant)
                    .take(group.stream()
                            .flatMap(report -> report.reports().stream())
                            .toList());
            int from = 0;
            for (final Report report : group) {
                final int to = from + report.reports().size();
                report.done().complete(statuses.subList(from, to));
                from = to;
            }
        } catch (final Throwable e) {
            group.forEach(report -> report.fail(e));
        }
    }

    private static void run(final Piece piece) {
        try {
            piece.work().run();
        } catch (final Throwable e) {
            piece.fail(e);
        }
    }
}
