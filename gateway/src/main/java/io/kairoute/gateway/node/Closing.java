package io.kairoute.gateway.node;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was opened, to be closed in the opposite order; what one part throws keeps no other from being closed.
 *
 * <p>Thread-confined: owned by whoever starts and stops the gateway.
 */
final class Closing {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /** Takes a part that was just opened, and gives it back. */
    <T extends AutoCloseable> T add(final T part) {
        opened.push(part);
        return part;
    }

    /** Closes everything; logs what cannot be closed. */
    void close() {
        while (!opened.isEmpty()) {
            final AutoCloseable part = opened.pop();
            try {
                part.close();
            } catch (final Exception e) {
                LOG.error("event=close_failed part={}", part.getClass().getName(), e);
            }
        }
    }

    /** Closes everything after a start that failed; what cannot be closed is told beside the cause. */
    void closeAfter(final Throwable cause) {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (final Exception e) {
                cause.addSuppressed(e);
            }
        }
    }
}
