package io.kairoute.gateway.api;

import com.google.rpc.Code;
import io.kairoute.gateway.refusal.Refusal;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts the admin calls whose body is on its way, with the bytes of bodies that are yet to be parsed, and bounds both.
 *
 * <p>The admin event loop alone opens, takes and closes; any thread may give back, and read.
 *
 * <p>A body may hold a whole table document, so that so many bodies of the longest would be half a gigabyte.
 */
final class OpenAdminCalls {
    private static final int MOST = 32;
    private static final long MOST_BYTES = 256L * 1024 * 1024;
    private static final int RETRY_MS = 200;
    private static final Refusal TOO_MANY = Refusal.of(
                    Code.RESOURCE_EXHAUSTED, "TOO_MANY_CALLS", "Too many admin calls are open; try again shortly.")
            .retryAfterMs(RETRY_MS);

    private static final Refusal TOO_MANY_BYTES = Refusal.of(
                    Code.RESOURCE_EXHAUSTED,
                    "TOO_MANY_BYTES",
                    "Too many bytes of admin calls are on their way at once; try again shortly.")
            .retryAfterMs(RETRY_MS);

    private volatile int count;
    private final AtomicLong bytes = new AtomicLong();

    /** How many are open. */
    int count() {
        return count;
    }

    /** How many bytes have come of bodies that are yet to be parsed. */
    long bytes() {
        return bytes.get();
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

    /** Takes more bytes of a body that is on its way; says why not, or null. */
    @Nullable
    Refusal takes(final int more) {
        if (bytes.get() + more > MOST_BYTES) {
            return TOO_MANY_BYTES;
        }
        bytes.addAndGet(more);
        return null;
    }

    /** Holds the bytes of a body that has come, and that was taken already, until it is parsed. */
    void holds(final int whole) {
        bytes.addAndGet(whole);
    }

    /** Gives back the bytes of a body that is no longer on its way, or is parsed. */
    void gives(final long taken) {
        bytes.addAndGet(-taken);
    }

    /** Closes a call that was opened. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer; the others only read
    void closed() {
        count--;
    }
}
