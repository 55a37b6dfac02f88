package io.kairoute.gateway.refusal;

import com.google.rpc.Code;

/** Translates a gRPC status into the HTTP status that callers of the JSON form get. */
final class HttpStatusOf {
    private HttpStatusOf() {}

    /** The HTTP status of a gRPC code. */
    static int code(final Code code) {
        return switch (code) {
            case OK -> 200;
            case INVALID_ARGUMENT, OUT_OF_RANGE, FAILED_PRECONDITION -> 400;
            case UNAUTHENTICATED -> 401;
            case PERMISSION_DENIED -> 403;
            case NOT_FOUND -> 404;
            case ALREADY_EXISTS, ABORTED -> 409;
            case RESOURCE_EXHAUSTED -> 429;
            case UNIMPLEMENTED -> 501;
            case UNAVAILABLE -> 503;
            case DEADLINE_EXCEEDED -> 504;
            default -> 500;
        };
    }
}
