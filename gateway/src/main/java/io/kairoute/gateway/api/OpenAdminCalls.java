package io.kairoute.gateway.api;

import com.google.rpc.Code;
import io.kairoute.gateway.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Counts the admin calls whose body is on its way, and bounds them. Single writer: the admin event loop; any thread may read.
 *
 * <p>A body may hold a whole table document, so the bound is also one on memory.
 */
final class OpenAdminCalls {
    private static final int MOST = 32;
    private static final int RETRY_MS = 200;
    private static final Refusal TOO_MANY = Refusal.of(
                    Code.RESOURCE_EXHAUSTED, "TOO_MANY_CALLS", "Too many admin calls are open; try again shortly.")
            .retryAfterMs(RETRY_MS);

    private volatile int count;

    /** How many are open. */
    int count() {
        return count;
    }

    /** Opens a call; says why not, or null. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer; the others only read
    @Nullable
    Refusal opens() {
        if (count >= MOST) {
            return TOO_MANY;
        }
        count++;
        return null;
    }

    /** Closes a call that was opened. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer; the others only read
    void closed() {
        count--;
    }
}
