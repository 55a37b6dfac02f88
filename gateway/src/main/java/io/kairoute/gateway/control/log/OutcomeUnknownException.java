package io.kairoute.gateway.control.log;

/**
 * Nobody can tell whether a change is in the control log. Once it can be read again, the change is folded in or it never comes;
 * a repetition with the same request_id finds the outcome.
 */
public final class OutcomeUnknownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says why, in a sentence. */
    public OutcomeUnknownException(final String sentence, final Throwable cause) {
        super(sentence, cause);
    }
}
