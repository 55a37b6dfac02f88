package io.kairoute.gateway.control;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kairoute.router.Limits;
import io.kairoute.router.decide.Router;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Asks a router without a network. */
final class Asking {
    private Asking() {}

    /** Routes one contact, now. */
    static RouteResponse route(final Router router, final RouteRequest request) {
        return route(router, request, System.currentTimeMillis());
    }

    /** Routes one contact at a time. */
    static RouteResponse route(final Router router, final RouteRequest request, final long nowMs) {
        final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_BYTES]);
        final byte[] bytes = request.toByteArray();
        final int length =
                router.route(new UnsafeBuffer(bytes), 0, bytes.length, Router.ANY_TENANT, nowMs, response, 0);
        if (length < 0) {
            throw new AssertionError("status=" + length);
        }
        return parsed(response, 0, length);
    }

    /** A response from its bytes. */
    static RouteResponse parsed(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] answer = new byte[length];
        buffer.getBytes(offset, answer);
        try {
            return RouteResponse.parseFrom(answer);
        } catch (final InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
