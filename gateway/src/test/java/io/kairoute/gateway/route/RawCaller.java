package io.kairoute.gateway.route;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.util.Map;
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

    /** Sends one request and waits, up to a second, for the end of the answer. */
    Answer send(final HttpMethod method, final String path, final Map<String, String> headers, final Buffer body)
            throws Exception {
        final RequestOptions options = new RequestOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setMethod(method)
                .setURI(path);
        headers.forEach(options::addHeader);
        return client.request(options)
                .compose(request -> request.send(body))
                .compose(response -> response.body()
                        .compose(bytes -> Future.succeededFuture(new Answer(
                                response.statusCode(), merged(response.headers(), response.trailers()), bytes))))
                .toCompletionStage()
                .toCompletableFuture()
                .get(1, TimeUnit.SECONDS);
    }

    private static Map<String, String> merged(
            final io.vertx.core.MultiMap headers, final io.vertx.core.MultiMap trailers) {
        final Map<String, String> all = new java.util.HashMap<>();
        headers.forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        trailers.forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        return all;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
