package io.kairoute.bench.load;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import org.agrona.collections.LongArrayList;
import org.jspecify.annotations.Nullable;

/** One connection with one gRPC stream on it; answers come in the order of the questions. */
final class StreamLine implements Line {
    private static final int MOST_IN_FLIGHT = 4_096;

    private final AnswerSink sink;
    private final AnswerFrames frames = new AnswerFrames();
    private final LongArrayList intended = new LongArrayList();
    private @Nullable HttpClientRequest request;
    private int firstWaiting;
    private boolean isOpen = true;

    StreamLine(final HttpClientConnection connection, final AnswerSink sink) {
        this.sink = sink;
        connection.closeHandler(nothing -> lost("connection lost"));
        connection
                .request(new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setURI("/kairoute.routing.v1.RoutingService/RouteStream")
                        .putHeader("content-type", "application/grpc")
                        .putHeader("te", "trailers"))
                .onSuccess(this::opened)
                .onFailure(cause -> lost(JsonLine.reason(cause)));
    }

    private void opened(final HttpClientRequest made) {
        request = made;
        made.setChunked(true);
        made.exceptionHandler(cause -> lost(JsonLine.reason(cause)));
        made.response().onSuccess(this::answers);
        made.sendHead();
    }

    private void answers(final HttpClientResponse response) {
        response.handler(this::read);
        response.endHandler(nothing -> lost("stream ended by the target"));
        response.exceptionHandler(cause -> lost(JsonLine.reason(cause)));
    }

    private void read(final Buffer piece) {
        for (int left = frames.count(piece); left > 0 && inFlight() > 0; left--) {
            sink.answered(intended.getLong(firstWaiting++));
        }
        if (firstWaiting == intended.size()) {
            intended.clear();
            firstWaiting = 0;
        }
    }

    @Override
    public boolean hasRoom() {
        return isOpen && request != null && inFlight() < MOST_IN_FLIGHT && !request.writeQueueFull();
    }

    @Override
    public void send(final Buffer contact, final long intendedNs) {
        final HttpClientRequest open = request;
        if (open == null) {
            throw new IllegalStateException("sent before the stream was open");
        }
        intended.addLong(intendedNs);
        open.write(contact);
    }

    @Override
    public int inFlight() {
        return intended.size() - firstWaiting;
    }

    @Override
    public boolean isOpen() {
        return isOpen;
    }

    private void lost(final String reason) {
        isOpen = false;
        while (inFlight() > 0) {
            firstWaiting++;
            sink.failed(reason);
        }
    }
}
