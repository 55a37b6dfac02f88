package io.kairoute.router.decide;

/** How a decision came about. */
public enum DecisionKind {
    /** By the steps. */
    DECIDED(1),
    /** The server's own deadline ran out, and the answer is the table's default. */
    DEADLINE(2);

    private final byte code;

    DecisionKind(final int code) {
        this.code = (byte) code;
    }

    /** Its number in records; never changed. */
    public byte code() {
        return code;
    }
}
