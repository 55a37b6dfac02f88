package io.kairoute.gateway.route;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import io.kairoute.gateway.format.LaterQueues;
import io.kairoute.gateway.format.ResponseFormat;
import io.kairoute.gateway.json.JsonRefused;
import io.kairoute.gateway.json.RequestReader;
import io.kairoute.gateway.observe.CallKind;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.UnaryBody;
import io.kairoute.router.Limits;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** One {@code POST /v1/route}. Thread-confined: owned by its event loop. */
final class HttpRouteCall extends DecidedCall {
    private final RequestReader reader;
    private final ResponseFormat format;
    private String platform;
    private final HttpBody body = new HttpBody();

    HttpRouteCall(
            final RouteLane lane,
            final HttpServerRequest request,
            final CallStart start,
            final RequestReader reader,
            final ResponseFormat format,
            final String callersPlatform) {
        super(lane, request, CallKind.ROUTE_HTTP, start);
        this.reader = reader;
        this.format = format;
        this.platform = callersPlatform.isEmpty() ? format.platform() : callersPlatform;
    }

    @Override
    void onPiece(final Buffer piece) {
        if (!body.add(piece)) {
            refuse(UnaryBody.tooLong(Limits.REQUEST_BYTES));
        }
    }

    @Override
    void onBodyEnd() {
        lane.turns().decide(this);
    }

    @Override
    void onDecision(final long nowNs) {
        final byte[] declined = format.declined(body.bytes());
        if (declined != null) {
            end(declined);
            return;
        }
        final RouteRequest.Builder message = RouteRequest.newBuilder();
        try {
            reader.read(body.bytes(), message);
        } catch (final JsonRefused e) {
            refuse(e.refusal());
            return;
        }
        if (message.getPlatform().isEmpty()) {
            message.setPlatform(platform);
        }
        platform = message.getPlatform();
        final byte[] bytes = message.build().toByteArray();
        if (bytes.length > Limits.REQUEST_BYTES) {
            refuse(UnaryBody.tooLong(Limits.REQUEST_BYTES));
            return;
        }
        // To read the message took its time.
        decide(new UnsafeBuffer(bytes), lane.nanoTime());
    }

    @Override
    void answer(final int length) {
        answer(lane.router().answer().message(length));
    }

    @Override
    void answer(final byte[] decision) {
        answer(ByteBuffer.wrap(decision));
    }

    private void answer(final ByteBuffer decision) {
        final LaterQueues later = format.tellsLaterQueues() ? lane.router().laterQueues(platform) : LaterQueues.NONE;
        end(format.body(parsed(decision), lane.settings().formats().scale(platform), later));
    }

    private void end(final byte[] text) {
        final HttpServerResponse response = request.response();
        response.putHeader(HttpHeaders.CONTENT_TYPE, format.contentType());
        answered(Code.OK, response.end(Buffer.buffer(text)));
    }

    @Override
    void refuse(final Refusal refusal) {
        answered(refusal.code(), ProblemReply.refuse(request.response(), refusal));
    }

    private static RouteResponse parsed(final ByteBuffer decision) {
        try {
            return RouteResponse.parseFrom(decision);
        } catch (final InvalidProtocolBufferException e) {
            throw new IllegalStateException("the router wrote a response that is no message", e);
        }
    }
}
