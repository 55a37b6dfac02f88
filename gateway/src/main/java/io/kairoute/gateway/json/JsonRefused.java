package io.kairoute.gateway.json;

import com.google.rpc.Code;
import io.kairoute.gateway.refusal.Refusal;

/** Thrown while JSON is read, with the refusal that the caller gets; never holds what the caller sent. */
public final class JsonRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    private JsonRefused(final Refusal refusal) {
        super(refusal.message());
        this.refusal = refusal;
    }

    /** What the caller gets. */
    public Refusal refusal() {
        return refusal;
    }

    /** Refuses text as a whole; the sentence must not quote it. */
    public static JsonRefused malformed(final String what) {
        return new JsonRefused(Refusal.of(Code.INVALID_ARGUMENT, "MALFORMED_BODY", what));
    }

    /** The same, of one of many lines; the first is 1. */
    public JsonRefused inLine(final int line) {
        return new JsonRefused(Refusal.ofField(
                refusal.code(), refusal.reason(), "Line " + line + ": " + refusal.message(), refusal.field()));
    }

    static JsonRefused field(final String field, final String what) {
        return new JsonRefused(Refusal.ofField(
                Code.INVALID_ARGUMENT, "MALFORMED_FIELD", "The field " + field + " " + what + ".", field));
    }
}
