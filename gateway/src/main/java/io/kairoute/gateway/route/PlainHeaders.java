package io.kairoute.gateway.route;

import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.trace.TraceParent;
import io.kairoute.gateway.wire.GrpcHeaders;
import io.kairoute.gateway.wire.GrpcTimeout;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.HostAndPort;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether the headers of a call are as they should be, and say all that has to be known about it.
 *
 * <p>Thread-confined: owned by one connection.
 */
final class PlainHeaders {
    private static final AsciiString ROUTE = AsciiString.of(RoutePaths.ROUTE);
    private static final AsciiString POST = HttpMethod.POST.asciiName();

    private final RouteLane lane;

    /** The authority that was found good last; a connection's calls name the same one. */
    private CharSequence authority = "";

    PlainHeaders(final RouteLane lane) {
        this.lane = lane;
    }

    /** The call that these headers begin, or null when there is more to say about it. */
    @Nullable
    PlainCall read(final Http2Headers headers) {
        if (!isEqual(ROUTE, headers.path())
                || !isEqual(POST, headers.method())
                || !isEqual(GrpcHeaders.GRPC, headers.get(HttpHeaders.CONTENT_TYPE))
                || headers.scheme() == null
                || !isAuthorityGood(headers.authority())
                || headers.contains(HttpHeaders.HOST)
                || headers.contains(TraceParent.HEADER)
                || (lane.isOpen() && headers.contains(HttpHeaders.ORIGIN))) {
            return null;
        }
        final CharSequence timeout = headers.get(GrpcHeaders.TIMEOUT);
        final long timeoutNs = timeout == null ? 0 : GrpcTimeout.parseNs(timeout.toString());
        if (timeout != null && timeoutNs <= 0) {
            return null;
        }
        final Caller caller = lane.knownCaller(headers::get);
        if (caller == null) {
            return null;
        }
        return timeout == null
                ? PlainCall.ofOwnDeadline(headers, caller, lane.nanoTime())
                : PlainCall.ofCallersDeadline(headers, caller, lane.nanoTime(), timeoutNs);
    }

    private static boolean isEqual(final CharSequence expected, final @Nullable CharSequence seen) {
        return seen != null && AsciiString.contentEquals(expected, seen);
    }

    private boolean isAuthorityGood(final @Nullable CharSequence named) {
        if (named == null || AsciiString.contentEquals(authority, named)) {
            return true;
        }
        if (HostAndPort.parseAuthority(named.toString(), -1) == null) {
            return false;
        }
        authority = named;
        return true;
    }
}
