package io.kairoute.gateway.observe;

import com.google.rpc.Code;
import java.util.Locale;

/** How a call on the route listener came to its end; the label {@code cause} of {@code kairoute_calls_ended_total}. */
public enum CallEnd {
    /** It was answered, and its body was read to the end. */
    ANSWERED,
    /** It was refused. */
    REFUSED,
    /** Its deadline passed before the answer. */
    DEADLINE,
    /** The gateway failed on it. */
    FAULT,
    /** Its caller reset it, or the connection broke, before the answer. */
    RESET,
    /** Its caller went on sending, or sent nothing, after the answer. */
    CUT,
    /** Its caller did not read the answer. */
    NOT_READ,
    /** A stream that lasted longer than its connection may. */
    AGED,
    /** A stream that was open when the node stopped. */
    STOPPED;

    /** The end of a call that was answered with this status. */
    public static CallEnd of(final Code code) {
        return switch (code) {
            case OK -> ANSWERED;
            case DEADLINE_EXCEEDED -> DEADLINE;
            case INTERNAL -> FAULT;
            default -> REFUSED;
        };
    }

    /** The label's value. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
