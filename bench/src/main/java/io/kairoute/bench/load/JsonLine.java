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

/** One connection that posts each contact as JSON. */
final class JsonLine implements Line {
    private final HttpClientConnection connection;
    private final RequestOptions options;
    private final AnswerSink sink;
    private int inFlight;
    private boolean isOpen = true;

    JsonLine(final HttpClientConnection connection, final String authority, final AnswerSink sink) {
        this.connection = connection;
        this.sink = sink;
        options = new RequestOptions().setMethod(HttpMethod.POST);
        options.setURI("/v1/route")
                .putHeader("content-type", "application/json")
                .putHeader("host", authority);
        connection.closeHandler(nothing -> isOpen = false);
        connection.shutdownHandler(nothing -> isOpen = false);
    }

    @Override
    public boolean hasRoom() {
        // HTTP/1: one at a time.
        return isOpen && inFlight == 0;
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

    private static @Nullable String refusal(final HttpClientResponse response) {
        return response.statusCode() == 200 ? null : "HTTP " + response.statusCode();
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
