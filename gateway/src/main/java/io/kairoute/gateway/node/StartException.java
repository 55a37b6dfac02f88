package io.kairoute.gateway.node;

import org.jspecify.annotations.Nullable;

/** Says in one sentence why the node could not start, with what to do about it. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private StartException(final String message, final @Nullable Throwable cause) {
        super(message, cause);
    }

    static StartException because(final String message, final Throwable cause) {
        return new StartException(message, cause);
    }

    static StartException closedMeanwhile() {
        return closedMeanwhile(null);
    }

    /** Tells beside it what the start met when there was nothing left to start with. */
    static StartException closedMeanwhile(final @Nullable Throwable cause) {
        return new StartException("The node was closed while it started.", cause);
    }
}
