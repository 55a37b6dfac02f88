package io.kairoute.gateway.control;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes control state, and the only way to it.
 *
 * <p>Work waits in a queue of stated length; what does not fit is refused at once. Whatever work throws, errors included, goes to
 * its caller or into the log, is counted, and the thread goes on. Thread-safe, but for {@link #step}: whoever calls that is the
 * thread.
 */
public final class ControlThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlThread.class);
    private static final int MOST_WAITING = 1_024;
    private static final long CLOSE_MS = 30_000;
    private static final long IDLE_MS = 50;

    private final BlockingQueue<Work<?>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong faults = new AtomicLong();
    private final Thread started;
    private volatile @Nullable Thread on;
    private volatile Ticking ticking = new Ticking(Long.MAX_VALUE, () -> {});
    private volatile boolean isClosing;
    private long tickedMs = Long.MIN_VALUE;

    /** What is done again and again. */
    private record Ticking(long periodMs, Runnable tick) {}

    /** What somebody waits for. */
    private record Work<T>(Callable<T> task, CompletableFuture<T> result) {}

    private ControlThread(final boolean isStarted) {
        started = new Thread(this::run, "kairoute-control");
        started.setDaemon(true);
        if (isStarted) {
            started.start();
        }
    }

    /** Starts the thread. */
    public ControlThread() {
        this(true);
    }

    /** One without a thread: it does its work where {@link #step} is called. */
    static ControlThread stepped() {
        return new ControlThread(false);
    }

    /** Does something on the thread; a full queue is a {@link ControlRefusal}. */
    public <T> CompletableFuture<T> call(final Callable<T> task) {
        final Work<T> work = new Work<>(task, new CompletableFuture<>());
        // One lock with close, so that no work is taken after the last turn.
        synchronized (waiting) {
            if (isClosing) {
                work.result()
                        .completeExceptionally(ControlRefusal.unavailable(
                                "STOPPING", "This node is stopping and takes no more changes."));
            } else if (!waiting.offer(work)) {
                work.result()
                        .completeExceptionally(ControlRefusal.unavailable(
                                "CONTROL_BUSY", "Too many changes are waiting on this node; try again in a second."));
            }
        }
        return work.result();
    }

    /** Whether the caller is on the thread. */
    boolean isOn() {
        return Thread.currentThread() == on;
    }

    /** Throws where the caller is not on the thread: it would race with every change. */
    void check() {
        if (!isOn()) {
            throw new IllegalStateException(
                    "thread=" + Thread.currentThread().getName() + " is not the control thread");
        }
    }

    /** Does something again and again. */
    void every(final long periodMs, final Runnable tick) {
        ticking = new Ticking(periodMs, tick);
    }

    /** Does a part of a tick; what it throws is counted and logged, and keeps no other part from its turn. */
    void attempt(final Runnable part) {
        try {
            part.run();
        } catch (final Throwable e) {
            fault("control_tick_failed", e);
        }
    }

    /** Errors and exceptions that nobody expected, those of a failing disk among them. */
    public long faults() {
        return faults.get();
    }

    /**
     * Does what waits now, and ticks where it is time.
     *
     * @param nowMs a clock that never goes back
     * @return what was done
     */
    int step(final long nowMs) {
        on = Thread.currentThread();
        int done = 0;
        for (int left = waiting.size(); left > 0; left--) {
            final Work<?> work = waiting.poll();
            if (work != null) {
                run(work);
                done++;
            }
        }
        final Ticking now = ticking;
        if (tickedMs == Long.MIN_VALUE || nowMs - tickedMs >= now.periodMs()) {
            tickedMs = nowMs;
            attempt(now.tick());
            done++;
        }
        return done;
    }

    private void run() {
        while (!isClosing) {
            try {
                step(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
                final Work<?> next = waiting.poll(IDLE_MS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    run(next);
                }
            } catch (final InterruptedException e) {
                // Nobody has a reason to interrupt it, and without it nothing could be changed any more.
                fault("control_interrupted", e);
            }
        }
        finish();
    }

    private <T> void run(final Work<T> work) {
        try {
            work.result().complete(work.task().call());
        } catch (final Throwable e) {
            // An error, too: its caller would wait for ever.
            if (e instanceof Error) {
                fault("control_work_failed", e);
            } else if (!(e instanceof ControlRefusal)) {
                // Told by whoever answers the caller.
                faults.incrementAndGet();
            }
            work.result().completeExceptionally(e);
        }
    }

    private void fault(final String event, final Throwable e) {
        faults.incrementAndGet();
        LOG.error("event={}", event, e);
    }

    private void finish() {
        on = Thread.currentThread();
        for (Work<?> work = waiting.poll(); work != null; work = waiting.poll()) {
            run(work);
        }
    }

    /** Finishes what waits, takes no more. */
    @Override
    public void close() {
        synchronized (waiting) {
            isClosing = true;
        }
        if (!started.isAlive()) {
            finish();
            return;
        }
        try {
            started.join(CLOSE_MS);
            if (started.isAlive()) {
                LOG.error("event=control_stuck millis={}", CLOSE_MS);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
