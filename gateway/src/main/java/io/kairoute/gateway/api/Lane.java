package io.kairoute.gateway.api;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets work of one kind run, so much at once and in turns between tenants; what finds no room at once waits, within bounds.
 *
 * <p>A tenant runs at most half of what may run, so that one tenant's slow work always leaves room for another's. Work counts as
 * running until its stage has ended, whoever still waits for it, and its room is given back exactly once.
 *
 * <pre>
 *   submit -> WAITING -> RUNNING -> OVER      withdraw: WAITING -> OVER
 * </pre>
 *
 * <p>Thread-safe.
 */
final class Lane {
    /**
     * How much a lane takes. Immutable.
     *
     * @param running works at once; half of them for one tenant
     * @param waiting works that wait; a quarter of them for one tenant
     * @param waitingBytes what the questions that wait may hold together
     */
    record Bounds(int running, int waiting, long waitingBytes) {
        int runningOfTenant() {
            return Math.max(1, running / 2);
        }

        int waitingOfTenant() {
            return Math.max(1, waiting / 4);
        }
    }

    private final Bounds bounds;
    private final Executor threads;
    private final Map<Integer, TenantQueue> tenants = new HashMap<>();
    // Whose turn is next; a tenant stands here while something of it waits.
    private final ArrayDeque<TenantQueue> turns = new ArrayDeque<>();
    private int running;
    private int waiting;
    private long waitingBytes;
    private long refused;

    Lane(final Bounds bounds, final Executor threads) {
        this.bounds = bounds;
        this.threads = threads;
    }

    /** One work in the lane. */
    final class Ticket {
        private final TenantQueue tenant;
        private final int bytes;
        private final Supplier<? extends CompletionStage<?>> work;
        private boolean isWaiting = true;

        private Ticket(final TenantQueue tenant, final int bytes, final Supplier<? extends CompletionStage<?>> work) {
            this.tenant = tenant;
            this.bytes = bytes;
            this.work = work;
        }

        /** Takes the work out where it has not begun; true when it never will. */
        boolean withdraw() {
            synchronized (Lane.this) {
                if (!isWaiting) {
                    return false;
                }
                leaveQueue(this);
                tenant.waiting.remove(this);
                if (tenant.waiting.isEmpty()) {
                    turns.remove(tenant);
                }
                forget(tenant);
                return true;
            }
        }
    }

    /** What one tenant has in the lane. */
    private static final class TenantQueue {
        private final int tenant;
        private final ArrayDeque<Ticket> waiting = new ArrayDeque<>();
        private int running;

        TenantQueue(final int tenant) {
            this.tenant = tenant;
        }
    }

    /**
     * Takes a work, which begins on one of the lane's threads; null when there is no room for it to wait.
     *
     * @param bytes how much its question holds
     */
    @Nullable
    Ticket submit(final int tenant, final int bytes, final Supplier<? extends CompletionStage<?>> work) {
        final Ticket ticket;
        synchronized (this) {
            final TenantQueue queue = tenants.computeIfAbsent(tenant, TenantQueue::new);
            if (waiting >= bounds.waiting()
                    || queue.waiting.size() >= bounds.waitingOfTenant()
                    || (waiting > 0 && waitingBytes + bytes > bounds.waitingBytes())) {
                forget(queue);
                refused++;
                return null;
            }
            ticket = new Ticket(queue, bytes, work);
            waiting++;
            waitingBytes += bytes;
            if (queue.waiting.isEmpty()) {
                turns.addLast(queue);
            }
            queue.waiting.addLast(ticket);
        }
        beginNext();
        return ticket;
    }

    /** How many works found no room since the start. */
    synchronized long refused() {
        return refused;
    }

    /** How many works run now. */
    synchronized int running() {
        return running;
    }

    /** How many works wait now. */
    synchronized int waiting() {
        return waiting;
    }

    private void beginNext() {
        for (final Ticket ticket : due()) {
            threads.execute(() -> run(ticket));
        }
    }

    private synchronized List<Ticket> due() {
        final List<Ticket> due = new ArrayList<>();
        int passed = 0;
        while (running < bounds.running() && passed < turns.size()) {
            final TenantQueue queue = turns.removeFirst();
            if (queue.running >= bounds.runningOfTenant()) {
                turns.addLast(queue);
                passed++;
                continue;
            }
            final Ticket ticket = queue.waiting.removeFirst();
            leaveQueue(ticket);
            queue.running++;
            running++;
            if (!queue.waiting.isEmpty()) {
                turns.addLast(queue);
            }
            passed = 0;
            due.add(ticket);
        }
        return due;
    }

    private void run(final Ticket ticket) {
        CompletionStage<?> stage;
        try {
            stage = ticket.work.get();
        } catch (final Throwable e) {
            // Whatever it is, the room must be given back; the work tells its caller itself.
            stage = CompletableFuture.failedStage(e);
        }
        final var unused = stage.whenComplete((done, fault) -> {
            over(ticket.tenant);
            beginNext();
        });
    }

    private synchronized void over(final TenantQueue queue) {
        running--;
        queue.running--;
        forget(queue);
    }

    // Under the lock.
    private void leaveQueue(final Ticket ticket) {
        ticket.isWaiting = false;
        waiting--;
        waitingBytes -= ticket.bytes;
    }

    // Under the lock.
    private void forget(final TenantQueue queue) {
        if (queue.running == 0 && queue.waiting.isEmpty()) {
            tenants.remove(queue.tenant);
        }
    }
}
