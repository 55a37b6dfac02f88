package io.kairoute.router.embed;

import io.kairoute.router.RouteStatus;

/** A contact that could not be routed at all: a value over its limit, or text that is no UTF-8. */
public final class RefusedContactException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private RefusedContactException(final String message) {
        super(message);
    }

    static RefusedContactException of(final int status, final int field) {
        return new RefusedContactException(
                (status == RouteStatus.LIMIT_EXCEEDED ? "a value is over its limit: field=" : "malformed: field=")
                        + field + "; see RouteRequest in routing.proto for the fields and their bounds");
    }
}
