package io.kairoute.gateway.route;

import io.kairoute.gateway.identity.Caller;
import io.netty.handler.codec.http2.Http2Headers;

/**
 * A call of which nothing but the headers is known yet, and those are as they should be. Immutable.
 *
 * @param headers what was read
 * @param caller who calls
 * @param arrivalNs when the headers were read
 * @param timeoutNs how long the caller waits; {@link #OWN} when the deadline is the server's own, which a decision that is made
 *     at once keeps
 */
record PlainCall(Http2Headers headers, Caller caller, long arrivalNs, long timeoutNs) {
    static final long OWN = Long.MAX_VALUE;

    /** Whether the caller's own deadline has passed. */
    boolean isLate(final RouteLane lane) {
        return timeoutNs != OWN && lane.nanoTime() - arrivalNs >= timeoutNs;
    }
}
