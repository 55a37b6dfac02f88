package io.kairoute.ctl.route;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.kairoute.ctl.access.Credential;
import io.kairoute.ctl.connection.Target;
import io.kairoute.ctl.connection.TlsFiles;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Asks over HTTP with JSON: {@code POST /v1/route} on connections that are kept.
 *
 * <p>Thread-safe.
 */
public final class JsonRouteCaller implements RouteCaller {
    private static final int MAX_IN_FLIGHT = 16;
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final HttpClient client;
    private final URI uri;
    private final Credential credential;
    private final JsonFormat.Printer printer =
            JsonFormat.printer().preservingProtoFieldNames().omittingInsignificantWhitespace();
    private final JsonFormat.Parser parser = JsonFormat.parser().ignoringUnknownFields();

    /** Makes a caller of one server; it connects with the first question. */
    public JsonRouteCaller(final Target target) {
        final HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(DEADLINE);
        if (target.tls().on()) {
            builder.sslContext(TlsFiles.context(target.tls()));
        }
        client = builder.build();
        uri = URI.create((target.tls().on() ? "https://" : "http://") + target.authority() + "/v1/route");
        credential = target.credential();
    }

    @Override
    public CompletableFuture<RouteResponse> route(final RouteRequest request) {
        final HttpRequest post;
        try {
            final HttpRequest.Builder builder = HttpRequest.newBuilder(uri)
                    .timeout(DEADLINE)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(printer.print(request)));
            if (credential.isGiven()) {
                builder.header(credential.header(), credential.value());
            }
            post = builder.build();
        } catch (final InvalidProtocolBufferException e) {
            return CompletableFuture.failedFuture(new CallFailure("INVALID_ARGUMENT", String.valueOf(e.getMessage())));
        }
        return client.sendAsync(post, HttpResponse.BodyHandlers.ofString()).thenCompose(this::decision);
    }

    @Override
    public int maxInFlight() {
        return MAX_IN_FLIGHT;
    }

    @Override
    public void close() {
        // The JDK's client of Java 17 has no close; its threads are daemons and its connections time out.
    }

    private CompletableFuture<RouteResponse> decision(final HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            return CompletableFuture.failedFuture(
                    new CallFailure(Integer.toString(response.statusCode()), response.body()));
        }
        final RouteResponse.Builder decision = RouteResponse.newBuilder();
        try {
            parser.merge(response.body(), decision);
        } catch (final InvalidProtocolBufferException e) {
            return CompletableFuture.failedFuture(
                    new CallFailure("200", "The answer is no decision: " + e.getMessage()));
        }
        return CompletableFuture.completedFuture(decision.build());
    }
}
