package io.kairoute.router.segment;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Whether one store answers, and what went wrong in it.
 *
 * <p>It goes down at the first failure, and comes up again when it was found in order and nothing failed meanwhile. Thread-safe.
 */
final class StoreHealth {
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean isDown;
    private volatile boolean isOver;
    private volatile @Nullable Throwable lastFailure;

    /** Whether lookups are answered UNAVAILABLE at once. */
    boolean isDown() {
        return isDown;
    }

    /** How many lookups and probes failed. */
    long failures() {
        return failures.get();
    }

    /** The last of them; null before the first. */
    @Nullable
    Throwable lastFailure() {
        return lastFailure;
    }

    /** Goes down. */
    void failed(final Throwable cause) {
        lastFailure = cause;
        // Counted first: who comes up meanwhile looks at the count once more, and goes down again.
        failures.incrementAndGet();
        isDown = true;
    }

    /** Goes down for good. */
    void end() {
        isOver = true;
        isDown = true;
    }

    /**
     * Comes up, or goes down, as the store was found.
     *
     * @param failuresBefore the {@link #failures} that there were before it was looked at
     * @return whether it is up now
     */
    boolean found(final boolean isInOrder, final long failuresBefore) {
        isDown = !isInOrder;
        if (failures.get() != failuresBefore || isOver) {
            isDown = true;
        }
        return !isDown;
    }
}
