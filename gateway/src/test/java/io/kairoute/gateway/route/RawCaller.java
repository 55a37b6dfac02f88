package io.kairoute.gateway.route;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Sends any bytes to any path, over HTTP/2 in clear text, and shows all of the answer. */
final class RawCaller implements AutoCloseable {
    /** All of an answer; trailers and headers are merged, since gRPC looks for its status in both. */
    record Answer(int httpStatus, Map<String, String> headers, Buffer body) {
        int grpcStatus() {
            final String status = headers.get("grpc-status");
            return status == null ? -1 : Integer.parseInt(status);
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client;
    private final int port;

    RawCaller(final int port, final HttpVersion version) {
        this.port = port;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(version).setHttp2ClearTextUpgrade(false));
    }

    /** Sends one request and waits, up to ten seconds, for the end of the answer. */
    Answer send(final HttpMethod method, final String path, final Map<String, String> headers, final Buffer body)
            throws Exception {
        return begin(method, path, headers, body).get(10, TimeUnit.SECONDS);
    }

    /** Sends one request. */
    CompletableFuture<Answer> begin(
            final HttpMethod method, final String path, final Map<String, String> headers, final Buffer body) {
        final RequestOptions options = new RequestOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setMethod(method)
                .setURI(path)
                .setTimeout(10_000);
        headers.forEach(options::addHeader);
        // Composed inside, on the client's own thread: outside, the body could pass before anybody listens.
        return client.request(options)
                .compose(request -> request.send(body).compose(response -> response.body()
                        .map(bytes -> new Answer(
                                response.statusCode(), merged(response.headers(), response.trailers()), bytes))))
                .toCompletionStage()
                .toCompletableFuture();
    }

    private static Map<String, String> merged(final MultiMap headers, final MultiMap trailers) {
        final Map<String, String> all = new HashMap<>();
        headers.forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        trailers.forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        return all;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
