package io.kairoute.gateway.node;

/** Says in one sentence why the gateway could not start, and what to do about it. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private StartException(final String message, final Throwable cause) {
        super(message, cause);
    }

    static StartException because(final String message, final Throwable cause) {
        return new StartException(message, cause);
    }
}
