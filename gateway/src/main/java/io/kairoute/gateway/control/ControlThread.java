package io.kairoute.gateway.control;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes control state, and the only way to it.
 *
 * <p>Work waits in a queue of stated length; what does not fit is refused at once. Whatever work throws, errors included, goes to
 * its caller or into the log, and the thread goes on. Thread-safe.
 */
public final class ControlThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlThread.class);
    private static final int MOST_WAITING = 1_024;
    private static final long CLOSE_SECONDS = 30;

    private final ScheduledThreadPoolExecutor executor;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile @Nullable Thread thread;

    /** Starts the thread. */
    public ControlThread() {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            final Thread made = new Thread(task, "kairoute-control");
            made.setDaemon(true);
            thread = made;
            return made;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    }

    /** Does something on the thread; a full queue is a {@link ControlRefusal}. */
    public <T> CompletableFuture<T> call(final Callable<T> work) {
        final CompletableFuture<T> result = new CompletableFuture<>();
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            result.completeExceptionally(ControlRefusal.unavailable(
                    "CONTROL_BUSY", "Too many changes are waiting on this node; try again in a second."));
            return result;
        }
        try {
            executor.execute(() -> run(work, result));
        } catch (final RejectedExecutionException e) {
            waiting.decrementAndGet();
            result.completeExceptionally(
                    ControlRefusal.unavailable("STOPPING", "This node is stopping and takes no more changes."));
        }
        return result;
    }

    /** Whether the caller is on the thread. */
    boolean isOn() {
        return Thread.currentThread() == thread;
    }

    /** Throws where the caller is not on the thread: it would race with every change. */
    void check() {
        if (!isOn()) {
            throw new IllegalStateException(
                    "thread=" + Thread.currentThread().getName() + " is not the control thread");
        }
    }

    /** Does something again and again; what it throws is logged. */
    void every(final long periodMs, final Runnable work) {
        final var unused = executor.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (final Throwable e) {
                        // An error, too: what it leaves here would end the ticks for good.
                        LOG.error("event=control_tick_failed", e);
                    }
                },
                periodMs,
                periodMs,
                TimeUnit.MILLISECONDS);
    }

    private <T> void run(final Callable<T> work, final CompletableFuture<T> result) {
        waiting.decrementAndGet();
        try {
            result.complete(work.call());
        } catch (final Throwable e) {
            // An error, too: its caller would wait for ever.
            if (e instanceof Error) {
                LOG.error("event=control_work_failed", e);
            }
            result.completeExceptionally(e);
        }
    }

    /** Finishes what waits, takes no more. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("event=control_stuck seconds={}", CLOSE_SECONDS);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
