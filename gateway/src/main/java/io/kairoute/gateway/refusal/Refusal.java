package io.kairoute.gateway.refusal;

import com.google.rpc.Code;
import io.kairoute.router.Limits;
import io.kairoute.router.RouteStatus;

/**
 * Why one call gets no decision. Immutable.
 *
 * <p>Neither part may carry what the caller sent: keys and labels must not come back in errors or end in logs.
 *
 * @param code the gRPC status
 * @param httpStatus the status that callers over HTTP get
 * @param reason a stable name in capitals, for programs
 * @param message one sentence, for people
 * @param field the field at fault, as the proto names it; empty when none can be named
 * @param retryMs when the caller may try again, milliseconds; 0 when that is not said
 */
public record Refusal(Code code, int httpStatus, String reason, String message, String field, int retryMs) {
    /** The reason of a refusal whose cause lies in the gateway itself. */
    public static final String INTERNAL_FAULT = "INTERNAL_FAULT";

    private static final Refusal UNKNOWN_TENANT =
            of(Code.NOT_FOUND, "UNKNOWN_TENANT", "This node has no such tenant; check tenant_id.");
    private static final Refusal WRONG_TENANT =
            of(Code.PERMISSION_DENIED, "WRONG_TENANT", "tenant_id is not the tenant of these credentials.");
    private static final Refusal NO_SNAPSHOT =
            of(Code.UNAVAILABLE, "NO_TABLE", "No table is published for this tenant yet; try again later.");
    private static final Refusal FAULT =
            of(Code.INTERNAL, INTERNAL_FAULT, "The gateway failed on this call; its log tells more.");

    /** Makes a refusal that no field is to blame for. */
    public static Refusal of(final Code code, final String reason, final String message) {
        return new Refusal(code, HttpStatusOf.code(code), reason, message, "", 0);
    }

    /** Makes a refusal that HTTP has a status of its own for. */
    public static Refusal ofHttp(final int httpStatus, final Code code, final String reason, final String message) {
        return new Refusal(code, httpStatus, reason, message, "", 0);
    }

    /** Makes a refusal that blames one field. */
    public static Refusal ofField(final Code code, final String reason, final String message, final String field) {
        return new Refusal(code, HttpStatusOf.code(code), reason, message, field, 0);
    }

    /** The same refusal, saying when the caller may try again. */
    public Refusal retryAfterMs(final int millis) {
        return new Refusal(code, httpStatus, reason, message, field, millis);
    }

    /** Makes the refusal behind a negative result of the router. */
    public static Refusal ofRouteStatus(final int status, final String faultField) {
        return switch (status) {
            case RouteStatus.MALFORMED -> malformed(faultField);
            case RouteStatus.LIMIT_EXCEEDED -> limitExceeded(faultField);
            case RouteStatus.UNKNOWN_TENANT -> UNKNOWN_TENANT;
            case RouteStatus.WRONG_TENANT -> WRONG_TENANT;
            case RouteStatus.NO_SNAPSHOT -> NO_SNAPSHOT;
            default -> FAULT;
        };
    }

    /** The refusal of bytes that are no request message. */
    public static Refusal malformed(final String field) {
        final String where = field.isEmpty() ? "The request" : "The field " + field;
        return ofField(
                Code.INVALID_ARGUMENT, "MALFORMED", where + " is no valid protobuf message or UTF-8 text.", field);
    }

    /** The refusal of a field, list or map over its limit. */
    public static Refusal limitExceeded(final String field) {
        final String what = field.isEmpty() ? "A field" : "The field " + field;
        return ofField(
                Code.INVALID_ARGUMENT,
                "LIMIT_EXCEEDED",
                what + " is over its limit; keys hold " + Limits.KEY_BYTES + " bytes, other strings "
                        + Limits.STRING_BYTES + ", and lists and maps what the proto file states.",
                field);
    }

    /** The refusal after an unexpected exception, which the log names. */
    public static Refusal fault() {
        return FAULT;
    }
}
