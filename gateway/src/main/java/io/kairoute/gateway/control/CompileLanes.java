package io.kairoute.gateway.control;

import io.kairoute.gateway.control.loop.NotTaken;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where tables are checked and compiled, beside the control thread: a lane for each tenant, with a deadline for each work.
 *
 * <p>No thread can be made to stop. So work that has not ended at its deadline is given up: its caller is refused, its thread is asked
 * to stop and no longer counted as at work, and its lane goes on. Threads that were given up and have not ended yet cost processor time
 * and memory, so there is a bound on them, at which nothing more is begun. Thread-safe: one lock, under which nothing waits.
 */
final class CompileLanes implements AutoCloseable {
    /** How long one work may take, once it was begun. */
    static final long DEADLINE_NS = TimeUnit.MINUTES.toNanos(2);

    /** How much may wait in the lane of one tenant. */
    static final int MOST_WAITING = 64;

    /** How many threads may have been given up and not ended. */
    static final int MOST_GIVEN_UP = 4;

    /** The reason of a work that was given up. */
    static final String TIMEOUT = "COMPILE_TIMEOUT";

    /** Compiling takes processors from the event loops; but one that never ends must leave another tenant's a place. */
    private static final int MOST_AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors() / 2);

    private static final Logger LOG = LoggerFactory.getLogger(CompileLanes.class);

    private final LongSupplier ticker;
    private final Deque<Work<?>> waiting = new ArrayDeque<>();
    private final Map<String, Work<?>> running = new HashMap<>();
    private int givenUp;
    private boolean isClosed;

    /**
     * Makes lanes without work.
     *
     * @param ticker the time in nanoseconds, of which only differences mean something
     */
    CompileLanes(final LongSupplier ticker) {
        this.ticker = ticker;
    }

    /** Something that is to be done for a tenant, and the thread that does it. Guarded by the lanes' lock. */
    private static final class Work<R> {
        private final String tenant;
        private final Supplier<R> task;
        private final CompletableFuture<R> result = new CompletableFuture<>();
        private final Thread thread;
        private long begunNs;

        private Work(final String tenant, final Supplier<R> task, final Consumer<Work<R>> performer) {
            this.tenant = tenant;
            this.task = task;
            this.thread = new Thread(() -> performer.accept(this), "kairoute-compile");
            thread.setDaemon(true);
        }
    }

    /** Does something for a tenant, after what waits in its lane. */
    <R> CompletableFuture<R> run(final String tenant, final Supplier<R> task) {
        final Work<R> work = new Work<>(tenant, task, this::perform);
        final RuntimeException refused = take(work);
        if (refused != null) {
            work.result.completeExceptionally(refused);
        }
        return work.result;
    }

    private synchronized @Nullable RuntimeException take(final Work<?> work) {
        if (isClosed) {
            return NotTaken.stopping();
        }
        if (givenUp >= MOST_GIVEN_UP) {
            return stuck();
        }
        if (waiting.stream().filter(other -> other.tenant.equals(work.tenant)).count() >= MOST_WAITING) {
            return ControlRefusal.exhausted(
                    "TOO_MANY_COMPILES",
                    "So many tables of this tenant wait to be checked that no more are taken; try again when some are done.");
        }
        waiting.add(work);
        beginNext();
        return null;
    }

    private synchronized void beginNext() {
        final Iterator<Work<?>> next = waiting.iterator();
        while (givenUp < MOST_GIVEN_UP && running.size() < MOST_AT_ONCE && next.hasNext()) {
            final Work<?> work = next.next();
            if (!running.containsKey(work.tenant)) {
                next.remove();
                begin(work);
            }
        }
    }

    private void begin(final Work<?> work) {
        running.put(work.tenant, work);
        work.begunNs = ticker.getAsLong();
        work.thread.start();
    }

    // An end is told before the next work begins, so that the ends of a tenant come in the order of its lane.
    private <R> void perform(final Work<R> work) {
        try {
            work.result.complete(work.task.get());
        } catch (final Throwable e) {
            // An error, too: its caller would wait for ever.
            work.result.completeExceptionally(e);
        } finally {
            ended(work);
        }
    }

    private synchronized void ended(final Work<?> work) {
        if (!running.remove(work.tenant, work)) {
            givenUp--;
        }
        beginNext();
    }

    /** Gives up what has not ended in time; to be called again and again. */
    void expire() {
        for (final Work<?> work : late()) {
            LOG.error(
                    "event=compile_given_up tenant={} after_s={}",
                    work.tenant,
                    TimeUnit.NANOSECONDS.toSeconds(DEADLINE_NS));
            work.result.completeExceptionally(ControlRefusal.late(
                    TIMEOUT,
                    "Checking and compiling the table took longer than "
                            + TimeUnit.NANOSECONDS.toMinutes(DEADLINE_NS)
                            + " minutes, so it was given up and nothing was changed. Make the table smaller, or try again when"
                            + " the node has less to do."));
            work.thread.interrupt();
        }
        for (final Work<?> work : hopeless()) {
            work.result.completeExceptionally(stuck());
        }
    }

    private synchronized List<Work<?>> late() {
        final long nowNs = ticker.getAsLong();
        final List<Work<?>> late = running.values().stream()
                .filter(work -> nowNs - work.begunNs >= DEADLINE_NS)
                .toList();
        for (final Work<?> work : late) {
            running.remove(work.tenant);
            givenUp++;
        }
        beginNext();
        return late;
    }

    private synchronized List<Work<?>> hopeless() {
        if (givenUp < MOST_GIVEN_UP) {
            return List.of();
        }
        final List<Work<?>> hopeless = new ArrayList<>(waiting);
        waiting.clear();
        return hopeless;
    }

    private static ControlRefusal stuck() {
        return ControlRefusal.unavailable(
                "COMPILER_STUCK",
                MOST_GIVEN_UP
                        + " tables that took too long are still being compiled, so no other is begun. Contacts are routed as"
                        + " before; start this node again to publish.");
    }

    /** Takes no more, and begins nothing that waits; what runs may end. */
    @Override
    public void close() {
        final List<Work<?>> left;
        synchronized (this) {
            isClosed = true;
            left = new ArrayList<>(waiting);
            waiting.clear();
        }
        left.forEach(work -> work.result.completeExceptionally(NotTaken.stopping()));
    }
}
