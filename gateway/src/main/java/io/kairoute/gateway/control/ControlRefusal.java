package io.kairoute.gateway.control;

import com.google.rpc.Code;
import io.kairoute.gateway.api.AdminRefused;
import io.kairoute.gateway.refusal.Refusal;

/** Thrown where a change cannot be made as asked; nothing was changed then. */
public final class ControlRefusal extends AdminRefused {
    private static final long serialVersionUID = 1L;

    private ControlRefusal(final Refusal refusal) {
        super(refusal);
    }

    /** A field holds what it must not. */
    public static ControlRefusal field(final String field, final String reason, final String message) {
        return new ControlRefusal(Refusal.ofField(Code.INVALID_ARGUMENT, reason, message, field));
    }

    /** What is named is not there. */
    public static ControlRefusal notFound(final String reason, final String message) {
        return new ControlRefusal(Refusal.of(Code.NOT_FOUND, reason, message));
    }

    /** What is there already. */
    public static ControlRefusal exists(final String reason, final String message) {
        return new ControlRefusal(Refusal.of(Code.ALREADY_EXISTS, reason, message));
    }

    /** Somebody else was first. */
    public static ControlRefusal aborted(final String reason, final String message) {
        return new ControlRefusal(Refusal.of(Code.ABORTED, reason, message));
    }

    /** Something must be done before. */
    public static ControlRefusal precondition(final String reason, final String message) {
        return new ControlRefusal(Refusal.of(Code.FAILED_PRECONDITION, reason, message));
    }

    /** Why was said elsewhere. */
    public static ControlRefusal because(final Refusal refusal) {
        return new ControlRefusal(refusal);
    }

    /** The caller may not. */
    public static ControlRefusal denied(final String reason, final String message) {
        return new ControlRefusal(Refusal.of(Code.PERMISSION_DENIED, reason, message));
    }

    /** There is no room for more. */
    public static ControlRefusal exhausted(final String reason, final String message) {
        return new ControlRefusal(Refusal.of(Code.RESOURCE_EXHAUSTED, reason, message));
    }

    /** It took too long. */
    static ControlRefusal late(final String reason, final String message) {
        return new ControlRefusal(Refusal.of(Code.DEADLINE_EXCEEDED, reason, message));
    }

    /** Not now. */
    public static ControlRefusal unavailable(final String reason, final String message) {
        return new ControlRefusal(Refusal.of(Code.UNAVAILABLE, reason, message));
    }
}
