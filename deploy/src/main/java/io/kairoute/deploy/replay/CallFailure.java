package io.kairoute.deploy.replay;

/** One question got no decision. */
public final class CallFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final String status;

    /**
     * Makes a failure.
     *
     * @param status what the server said, as {@code INVALID_ARGUMENT} or {@code 429}
     * @param reason a sentence for a person
     */
    public CallFailure(final String status, final String reason) {
        super(reason);
        this.status = status;
    }

    /** What the server said. */
    public String status() {
        return status;
    }
}
