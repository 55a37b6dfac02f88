package io.kairoute.gateway.control.loop;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The only way to the control loop: takes work, and tells when it is done.
 *
 * <p>Work waits in a queue of stated length; what does not fit is refused at once. Thread-safe.
 */
public final class ControlProxy {
    private static final int MOST_WAITING = 1_024;

    private final ManyToOneConcurrentArrayQueue<Waiting<?>> queue = new ManyToOneConcurrentArrayQueue<>(MOST_WAITING);
    private final Object taking = new Object();
    private final WokenIdle idle;
    private volatile boolean isStopping;
    private volatile @Nullable Thread on;

    /**
     * What somebody waits for.
     *
     * @param <T> what it comes to
     */
    record Waiting<T>(Callable<T> task, CompletableFuture<T> result) {}

    ControlProxy(final WokenIdle idle) {
        this.idle = idle;
    }

    /**
     * Does something on the control loop; fails with {@link NotTaken} where as much waits as may wait, or the loop ends.
     *
     * @param <T> what it comes to
     */
    public <T> CompletableFuture<T> call(final Callable<T> task) {
        final Waiting<T> work = new Waiting<>(task, new CompletableFuture<>());
        final NotTaken refusal = offer(work);
        if (refusal == null) {
            idle.wake();
        } else {
            work.result().completeExceptionally(refusal);
        }
        return work.result();
    }

    // One lock with stop, so that nothing is taken after the loop's last turn. The loop itself never waits for it.
    private @Nullable NotTaken offer(final Waiting<?> work) {
        synchronized (taking) {
            return isStopping ? NotTaken.stopping() : queue.offer(work) ? null : NotTaken.busy();
        }
    }

    /** Whether the caller is on the control loop. */
    public boolean isOn() {
        return Thread.currentThread() == on;
    }

    /** Throws where the caller is not on the control loop: it would race with every change. */
    public void check() {
        if (!isOn()) {
            throw new IllegalStateException("thread=" + Thread.currentThread().getName() + " is not the control loop");
        }
    }

    /** Takes no more. */
    void stop() {
        synchronized (taking) {
            isStopping = true;
        }
        idle.wake();
    }

    /** Whether no more is taken. */
    boolean isStopping() {
        return isStopping;
    }

    /** The caller is on the loop from now on. */
    void enter() {
        on = Thread.currentThread();
    }

    /** Nobody is on the loop. */
    void leave() {
        on = null;
    }

    /** How much waits. */
    int count() {
        return queue.size();
    }

    /** The next; null for none. */
    @Nullable
    Waiting<?> next() {
        return queue.poll();
    }
}
