package io.kairoute.gateway.api;

import io.kairoute.gateway.refusal.Refusal;

/** Thrown by an admin method to end its call with a refusal instead of an answer. */
public class AdminRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    /** Makes the exception of a refusal. */
    protected AdminRefused(final Refusal refusal) {
        // No stack trace: it ends a call as planned.
        super(refusal.message(), null, false, false);
        this.refusal = refusal;
    }

    /** Makes the exception of a refusal. */
    public static AdminRefused because(final Refusal refusal) {
        return new AdminRefused(refusal);
    }

    /** What the caller gets. */
    public Refusal refusal() {
        return refusal;
    }
}
