package io.kairoute.bench.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes the event loop whenever a contact is due, to within some microseconds.
 *
 * <p>An event loop's own timers are a millisecond wide, and a loop that never sleeps would keep answers waiting. So one
 * thread sleeps up to shortly before the instant, then yields until it has come. At most one wake-up is under way: the
 * loop's {@link #slept} gives leave for the next.
 *
 * <p>Threads: {@link #run} belongs to the pacer's thread; the other methods to the event loop. The volatile stores of
 * {@code isAwake} order what both see.
 */
final class Pacer implements Runnable {
    private static final long SLEEP_SHORTER_NS = TimeUnit.MICROSECONDS.toNanos(80);
    private static final long AWAKE_NAP_NS = TimeUnit.MICROSECONDS.toNanos(5);
    private static final long LONGEST_SLEEP_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Runnable wake;
    private volatile boolean isAwake;
    private volatile boolean isOver;
    private volatile long dueNs;

    Pacer(final long firstDueNs, final Runnable wake) {
        this.dueNs = firstDueNs;
        this.wake = wake;
    }

    /** The loop has sent what was due; the next contact is due then. */
    void slept(final long nextDueNs) {
        dueNs = nextDueNs;
        isAwake = false;
    }

    /** No more wake-ups. */
    void stop() {
        isOver = true;
    }

    @Override
    @SuppressWarnings(
            "ThreadPriorityCheck") // yielding lets the loop in on a single core; nothing but precision hangs on it
    public void run() {
        long wokenNs = System.nanoTime();
        while (!isOver) {
            final long nowNs = System.nanoTime();
            final long leftNs = Math.min(dueNs - nowNs, wokenNs + LONGEST_SLEEP_NS - nowNs);
            if (isAwake) {
                LockSupport.parkNanos(AWAKE_NAP_NS);
            } else if (leftNs <= 0) {
                isAwake = true;
                wokenNs = nowNs;
                wake.run();
            } else if (leftNs > SLEEP_SHORTER_NS) {
                LockSupport.parkNanos(leftNs - SLEEP_SHORTER_NS);
            } else {
                Thread.yield();
            }
        }
    }
}
