package io.kairoute.bench.load;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One connection that makes a call of its own for each contact: unary gRPC, or JSON. */
final class CallLine implements Line {
    private static final String OK = "0";

    private final HttpClientConnection connection;
    private final Protocol protocol;
    private final RequestOptions options;
    private final int mostInFlight;
    private final AnswerSink sink;
    private int inFlight;
    private boolean isOpen = true;

    CallLine(
            final HttpClientConnection connection,
            final Protocol protocol,
            final String authority,
            final int mostInFlight,
            final AnswerSink sink) {
        this.connection = connection;
        this.protocol = protocol;
        this.mostInFlight = mostInFlight;
        this.sink = sink;
        options = new RequestOptions().setMethod(HttpMethod.POST);
        if (protocol == Protocol.JSON) {
            options.setURI("/v1/route")
                    .putHeader("content-type", "application/json")
                    .putHeader("host", authority);
        } else {
            options.setURI("/kairoute.routing.v1.RoutingService/Route")
                    .putHeader("content-type", "application/grpc")
                    .putHeader("te", "trailers");
        }
        connection.closeHandler(nothing -> isOpen = false);
        connection.shutdownHandler(nothing -> isOpen = false);
        if (protocol != Protocol.JSON) {
            // A target that goes away in good order answers what it has; what comes next needs another connection.
            connection.goAwayHandler(goAway -> isOpen = false);
        }
    }

    @Override
    public boolean hasRoom() {
        return isOpen && inFlight < mostInFlight;
    }

    @Override
    public void send(final Buffer contact, final long intendedNs) {
        inFlight++;
        connection
                .request(options)
                .compose(request -> send(request, contact))
                .compose(response -> response.end().map(response))
                .onComplete(ended -> {
                    inFlight--;
                    final @Nullable String refusal =
                            ended.succeeded() ? refusal(ended.result()) : reason(ended.cause());
                    if (refusal == null) {
                        sink.answered(intendedNs);
                    } else {
                        sink.failed(refusal);
                    }
                });
    }

    private static Future<HttpClientResponse> send(final HttpClientRequest request, final Buffer contact) {
        // The send itself tells what went wrong; without a handler the client would log it, too.
        return request.exceptionHandler(cause -> {}).send(contact);
    }

    private @Nullable String refusal(final HttpClientResponse response) {
        if (response.statusCode() != 200) {
            return "HTTP " + response.statusCode();
        }
        if (protocol == Protocol.JSON) {
            return null;
        }
        final @Nullable String trailer = response.getTrailer("grpc-status");
        final @Nullable String status = trailer == null ? response.getHeader("grpc-status") : trailer;
        return OK.equals(status) ? null : "gRPC status " + status;
    }

    static String reason(final Throwable cause) {
        return "connection lost (" + Objects.requireNonNullElse(cause.getMessage(), cause.toString()) + ")";
    }

    @Override
    public int inFlight() {
        return inFlight;
    }

    @Override
    public boolean isOpen() {
        return isOpen;
    }
}
