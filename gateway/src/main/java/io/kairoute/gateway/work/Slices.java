package io.kairoute.gateway.work;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Shares half of a node's processors between all slow work, in slices of a few milliseconds.
 *
 * <p>Whoever has had a slice steps aside for whoever waits, and tenants take turns: so the newest twenty decisions of one tenant
 * wait for one slice of another's search through a year, and not for its end. The other half of the processors is left to contacts,
 * changes and the logs. Slices, not threads, are what is scarce: a thread that waits for a caller, or rests, has none.
 *
 * <p>Thread-safe.
 */
public final class Slices {
    /** How long whoever has a slice may go on where others wait. */
    static final long SLICE_NS = TimeUnit.MILLISECONDS.toNanos(5);

    // A slice that is free wakes who is next; this is only how soon a caller that left is noticed.
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final int atOnce;
    private final Map<String, ArrayDeque<Waiting>> tenants = new HashMap<>();
    // The number of the last slice that a tenant got: whose is the least is next. As many as a node has tenants.
    private final Map<String, Long> lastSlices = new HashMap<>();
    private long slices;
    private int taken;

    /** Makes slices of which so many are worked on at once. */
    public Slices(final int atOnce) {
        this.atOnce = atOnce;
    }

    /** Makes slices of half of a machine's processors, and of one at least. */
    public static Slices ofHalf(final int processors) {
        return new Slices(Math.max(1, processors / 2));
    }

    /** A thread that waits for a slice. */
    private static final class Waiting {
        private final Thread thread = Thread.currentThread();
        private volatile boolean isGranted;
    }

    /**
     * Waits for a slice; whoever got one gives it back.
     *
     * @param isOver whether the wait shall end without one; looked at now and then
     * @return whether a slice was got
     */
    boolean take(final String tenant, final BooleanSupplier isOver) {
        final Waiting waiting;
        synchronized (this) {
            if (taken < atOnce) {
                count(tenant);
                return true;
            }
            waiting = queue(tenant);
        }
        return await(tenant, waiting, isOver);
    }

    /** Gives a slice back to whoever is next, and waits for another one; as {@link #take}. */
    boolean swap(final String tenant, final BooleanSupplier isOver) {
        final Waiting waiting;
        synchronized (this) {
            waiting = queue(tenant);
            giveBack();
        }
        return await(tenant, waiting, isOver);
    }

    /** Gives a slice back to whoever is next. */
    synchronized void giveBack() {
        taken--;
        if (!tenants.isEmpty()) {
            final String tenant =
                    Collections.min(tenants.keySet(), Comparator.comparing(id -> lastSlices.getOrDefault(id, 0L)));
            final Waiting next = Objects.requireNonNull(tenants.get(tenant)).removeFirst();
            forgetEmpty(tenant);
            count(tenant);
            next.isGranted = true;
            LockSupport.unpark(next.thread);
        }
    }

    private boolean await(final String tenant, final Waiting waiting, final BooleanSupplier isOver) {
        try {
            while (!waiting.isGranted) {
                if ((isOver.getAsBoolean() || waiting.thread.isInterrupted()) && withdraw(tenant, waiting)) {
                    return false;
                }
                LockSupport.parkNanos(this, LOOK_NS);
            }
            return true;
        } catch (final RuntimeException | Error e) {
            // A slice that is granted to nobody would be lost for good.
            if (!withdraw(tenant, waiting)) {
                giveBack();
            }
            throw e;
        }
    }

    // Under the lock.
    private Waiting queue(final String tenant) {
        final Waiting waiting = new Waiting();
        tenants.computeIfAbsent(tenant, id -> new ArrayDeque<>()).addLast(waiting);
        return waiting;
    }

    // Under the lock.
    private void count(final String tenant) {
        taken++;
        slices++;
        lastSlices.put(tenant, slices);
    }

    // Under the lock.
    private void forgetEmpty(final String tenant) {
        tenants.computeIfPresent(tenant, (id, queue) -> queue.isEmpty() ? null : queue);
    }

    /** Whether somebody waits for a slice. */
    synchronized boolean isWanted() {
        return !tenants.isEmpty();
    }

    /** How many threads wait for a slice. */
    synchronized int waiting() {
        return tenants.values().stream().mapToInt(ArrayDeque::size).sum();
    }

    // Whether it waited still.
    private synchronized boolean withdraw(final String tenant, final Waiting waiting) {
        final ArrayDeque<Waiting> queue = tenants.get(tenant);
        if (queue == null || !queue.remove(waiting)) {
            return false;
        }
        forgetEmpty(tenant);
        return true;
    }
}
