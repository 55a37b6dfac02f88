package io.kairoute.gateway.route;

import io.kairoute.gateway.identity.Caller;
import io.netty.handler.codec.http2.Http2Headers;

/** A call of which nothing but the headers is known yet, and those are as they should be. Immutable. */
final class PlainCall extends CallStart {
    private final Http2Headers headers;

    private PlainCall(
            final Http2Headers headers,
            final Caller caller,
            final long arrivalNs,
            final long timeoutNs,
            final boolean isOwnDeadline) {
        super(arrivalNs, timeoutNs, isOwnDeadline, caller);
        this.headers = headers;
    }

    /** A call whose deadline is the server's own: a decision that is made at once, or never, keeps it. */
    static PlainCall ofOwnDeadline(final Http2Headers headers, final Caller caller, final long arrivalNs) {
        return new PlainCall(headers, caller, arrivalNs, NEVER_NS, true);
    }

    /** A call whose caller waits so long. */
    static PlainCall ofCallersDeadline(
            final Http2Headers headers, final Caller caller, final long arrivalNs, final long timeoutNs) {
        return new PlainCall(headers, caller, arrivalNs, Math.min(timeoutNs, NEVER_NS), false);
    }

    Http2Headers headers() {
        return headers;
    }
}
