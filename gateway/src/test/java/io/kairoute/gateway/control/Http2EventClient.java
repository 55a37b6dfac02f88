package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of server-sent events over HTTP/2, without TLS. Thread-confined: owned by the test. */
final class Http2EventClient implements AutoCloseable {
    private static final long LONGEST_WAIT_S = 60;

    private final Vertx vertx = Vertx.vertx();

    /** Held for as long as its call lasts: a client that nobody holds is closed by the collector. */
    private final HttpClient client = vertx.createHttpClient(
            new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));

    private final LinkedBlockingQueue<String> pieces = new LinkedBlockingQueue<>();
    private String read = "";

    private Http2EventClient(final int port, final String path, final String seen) {
        final HttpClientRequest request =
                client.request(HttpMethod.GET, port, "127.0.0.1", path).await();
        request.putHeader("accept", "text/event-stream");
        if (!seen.isEmpty()) {
            request.putHeader("last-event-id", seen);
        }
        request.response().onSuccess(response -> {
            pieces.add("status: " + response.statusCode() + "\n\n");
            response.handler(piece -> pieces.add(piece.toString()));
        });
        request.end().await();
    }

    /** Begins a watch; {@code seen} is the id of the last event that was seen, empty for none. */
    static Http2EventClient open(final int port, final String path, final String seen) throws InterruptedException {
        final Http2EventClient client = new Http2EventClient(port, path, seen);
        assertEquals("status: 200\n\n", client.block());
        return client;
    }

    /** The next event that carries data. */
    EventClient.Event next() throws InterruptedException {
        while (true) {
            String id = "";
            String name = "";
            String data = "";
            for (final String line : block().split("\n", -1)) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                }
            }
            if (!data.isEmpty()) {
                return new EventClient.Event(id, name, data);
            }
        }
    }

    /** All up to the next empty line. */
    private String block() throws InterruptedException {
        while (!read.contains("\n\n")) {
            read += Objects.requireNonNull(pieces.poll(LONGEST_WAIT_S, TimeUnit.SECONDS), "nothing came");
        }
        final int end = read.indexOf("\n\n") + 2;
        final String block = read.substring(0, end);
        read = read.substring(end);
        return block;
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
