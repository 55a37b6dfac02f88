package io.kairoute.gateway.control.loop;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.IdleStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Parks the loop's thread until somebody wakes it, or for a stated time at most.
 *
 * <p>No wake-up is lost. The loop names its thread and then looks whether it was woken; whoever wakes says so and then looks for
 * the thread. Both fields are volatile, so at least one of the two sees the other. A wake-up that comes while the loop works keeps
 * the next {@link #idle()} from parking. The loop forgets wake-ups only before it looks for work again, so it finds the work of
 * each that it forgot. Thread-safe; one thread idles.
 */
final class WokenIdle implements IdleStrategy {
    /** Often enough for every tick. */
    static final long MOST_PARK_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final long mostParkNs;
    private volatile boolean isWoken;
    private volatile @Nullable Thread idling;

    WokenIdle(final long mostParkNs) {
        this.mostParkNs = mostParkNs;
    }

    @Override
    public void idle(final int workCount) {
        if (workCount <= 0) {
            idle();
        }
    }

    @Override
    public void idle() {
        idling = Thread.currentThread();
        if (!isWoken) {
            LockSupport.parkNanos(this, mostParkNs);
        }
        idling = null;
        isWoken = false;
    }

    @Override
    public void reset() {
        // Nothing is kept from one time to the next.
    }

    /** Wakes the loop, or keeps it awake where it is about to park. */
    void wake() {
        isWoken = true;
        final Thread parked = idling;
        if (parked != null) {
            LockSupport.unpark(parked);
        }
    }
}
