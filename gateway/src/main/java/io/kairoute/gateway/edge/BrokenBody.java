package io.kairoute.gateway.edge;

import com.google.rpc.Code;
import io.kairoute.gateway.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Tells a call over HTTP/1 that its body will never be whole, while its caller can still be answered.
 *
 * <p>Who answers has to do it at once: the connection closes when all have been told. Immutable.
 */
public final class BrokenBody extends Exception {
    private static final long serialVersionUID = 1L;

    private static final Refusal CUT_SHORT = Refusal.of(
            Code.INVALID_ARGUMENT,
            "BODY_CUT_SHORT",
            "The sending side of the connection was closed within the body; send all of it, as long as its head says.");
    private static final Refusal BAD_FRAMING = Refusal.of(
            Code.INVALID_ARGUMENT,
            "BAD_FRAMING",
            "The chunks of the body cannot be told apart; send each behind a line with its length in hexadecimal.");

    private final transient Refusal refusal;

    private BrokenBody(final Refusal refusal) {
        super(refusal.message(), null, false, false);
        this.refusal = refusal;
    }

    static BrokenBody cutShort() {
        return new BrokenBody(CUT_SHORT);
    }

    static BrokenBody badFraming() {
        return new BrokenBody(BAD_FRAMING);
    }

    /** What to answer a call whose body broke by this; null where nobody is there any more to be answered. */
    public static @Nullable Refusal answerTo(final Throwable cause) {
        return cause instanceof BrokenBody broken ? broken.refusal : null;
    }
}
