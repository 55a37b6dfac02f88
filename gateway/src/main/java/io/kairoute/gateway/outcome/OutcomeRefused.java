package io.kairoute.gateway.outcome;

import io.kairoute.control.v1.OutcomeResult;
import io.kairoute.gateway.control.ControlRefusal;

/** Thrown where one outcome cannot be taken; those beside it can. */
final class OutcomeRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String field;
    private final String sentence;

    OutcomeRefused(final String reason, final String field, final String sentence) {
        // No stack trace: the answer says all there is.
        super(sentence, null, false, false);
        this.reason = reason;
        this.field = field;
        this.sentence = sentence;
    }

    /** The same of a question that is about one subject alone. */
    ControlRefusal asRefusal() {
        return ControlRefusal.field(field, reason, sentence);
    }

    /** What its caller is told. */
    OutcomeResult result() {
        return OutcomeResult.newBuilder()
                .setStatus("REFUSED")
                .setReason(reason)
                .setField(field)
                .setMessage(sentence)
                .build();
    }
}
