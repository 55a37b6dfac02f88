package io.kairoute.gateway.api;

import com.google.rpc.Code;
import io.kairoute.gateway.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Counts the admin calls whose body is on its way, with the bytes of bodies that are yet to be parsed, and bounds both.
 *
 * <p>Single writer: the admin event loop; any thread may read.
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
    private volatile long bytes;

    /** How many are open. */
    int count() {
        return count;
    }

    /** How many bytes have come of bodies that are yet to be parsed. */
    long bytes() {
        return bytes;
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
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer; the others only read
    @Nullable
    Refusal takes(final int more) {
        if (bytes + more > MOST_BYTES) {
            return TOO_MANY_BYTES;
        }
        bytes += more;
        return null;
    }

    /** Holds the bytes of a body that has come, and that was taken already, until it is parsed. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer; the others only read
    void holds(final int whole) {
        bytes += whole;
    }

    /** Gives back the bytes of a body that is no longer on its way, or is parsed. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer; the others only read
    void gives(final long taken) {
        bytes -= taken;
    }

    /** Closes a call that was opened. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer; the others only read
    void closed() {
        count--;
    }
}
