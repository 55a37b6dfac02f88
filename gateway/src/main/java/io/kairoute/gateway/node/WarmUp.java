package io.kairoute.gateway.node;

import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a node that has just come up dry-run questions, over gRPC and JSON at a time, until it answers as fast as it will,
 * so that it says it is ready only when the first real ones find its classes loaded and compiled.
 *
 * <p>Without it the first questions of a cold process take longer than a call may, and would get the answer of the
 * deadline. The client is Vert.x's, most of whose classes the server has at work already. Whatever goes wrong here is no
 * reason not to start.
 */
final class WarmUp {
    /** Questions of each kind that are in flight together, as they are under load. */
    private static final int TOGETHER = 8;

    private static final int LEAST_ROUNDS = 20;

    /** A round of so many questions that takes less shows a node that is warm. */
    private static final long WARM_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final int WARM_ROUNDS = 5;
    private static final long MOST_MS = 600;
    private static final long LEAST_MS = 250;

    /** How old a process may be when it has warmed up; it is to be ready after 3 s. */
    private static final long OLDEST_MS = 2_500;

    private static final Buffer GRPC_QUESTION = framed(RouteRequest.newBuilder()
            .setContactId("warm-up")
            .setCustomerKey("warm:up")
            .setChannel("VOICE")
            .setIntent("warm-up")
            .setDryRun(true)
            .build());
    private static final Buffer JSON_QUESTION =
            Buffer.buffer("{\"contact_id\":\"warm-up\",\"customer_key\":\"warm:up\","
                    + "\"channel\":\"VOICE\",\"intent\":\"warm-up\",\"dry_run\":true}");

    private final String key;
    private final HttpClient http2;
    private final HttpClient http1;

    private WarmUp(final String key, final HttpClient http2, final HttpClient http1) {
        this.key = key;
        this.http2 = http2;
        this.http1 = http1;
    }

    /** Asks until the node is warm, for 0.6 s at most, and less when the process took long to get here. */
    static void ask(final Vertx vertx, final OwnDoor door) {
        final HttpClient http2 = client(vertx, door, HttpVersion.HTTP_2);
        final HttpClient http1 = client(vertx, door, HttpVersion.HTTP_1_1);
        try {
            new WarmUp(door.key(), http2, http1).ask();
        } finally {
            Waiting.forClose(Future.join(http2.close(), http1.close()));
        }
    }

    private static HttpClient client(final Vertx vertx, final OwnDoor door, final HttpVersion version) {
        return vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(version)
                .setHttp2ClearTextUpgrade(false)
                .setDefaultHost(door.host())
                .setDefaultPort(door.port()));
    }

    private static Buffer framed(final RouteRequest request) {
        return Buffer.buffer()
                .appendByte((byte) 0)
                .appendInt(request.getSerializedSize())
                .appendBytes(request.toByteArray());
    }

    private void ask() {
        final long ageMs = ManagementFactory.getRuntimeMXBean().getUptime();
        final long mostMs = Math.max(LEAST_MS, Math.min(MOST_MS, OLDEST_MS - ageMs));
        final long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(mostMs);
        int warm = 0;
        for (int round = 0; round < LEAST_ROUNDS || warm < WARM_ROUNDS; round++) {
            final long startNs = System.nanoTime();
            if (startNs >= endNs || !askTogether(endNs - startNs)) {
                return;
            }
            warm = System.nanoTime() - startNs < WARM_NS ? warm + 1 : 0;
        }
    }

    /** False when nothing comes back in time. */
    private boolean askTogether(final long mostNs) {
        final List<Future<Buffer>> answers = new ArrayList<>();
        for (int i = 0; i < TOGETHER; i++) {
            answers.add(ask(
                    http2,
                    "/" + RoutingServiceGrpc.getRouteMethod().getFullMethodName(),
                    "application/grpc",
                    GRPC_QUESTION));
            answers.add(ask(http1, "/v1/route", "application/json", JSON_QUESTION));
        }
        try {
            Future.all(answers).toCompletionStage().toCompletableFuture().get(mostNs, TimeUnit.NANOSECONDS);
            return true;
        } catch (final ExecutionException | TimeoutException e) {
            return false;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Future<Buffer> ask(
            final HttpClient client, final String path, final String contentType, final Buffer body) {
        return client.request(HttpMethod.POST, path)
                .compose(request -> request.putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                        .putHeader("x-api-key", key)
                        .send(body))
                .compose(HttpClientResponse::body);
    }
}
