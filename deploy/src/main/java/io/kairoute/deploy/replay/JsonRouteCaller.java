package io.kairoute.deploy.replay;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

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
    private final String key;
    private final JsonFormat.Printer printer =
            JsonFormat.printer().preservingProtoFieldNames().omittingInsignificantWhitespace();
    private final JsonFormat.Parser parser = JsonFormat.parser().ignoringUnknownFields();

    /** Makes a caller of one server; it connects with the first question. */
    public JsonRouteCaller(final Target target) {
        final HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(DEADLINE);
        if (target.ca() != null) {
            builder.sslContext(trusting(target, target.ca()));
        }
        client = builder.build();
        uri = URI.create((target.ca() == null ? "http://" : "https://") + target.authority() + "/v1/route");
        key = target.key();
    }

    @Override
    public CompletableFuture<RouteResponse> route(final RouteRequest request) {
        final HttpRequest post;
        try {
            final HttpRequest.Builder builder = HttpRequest.newBuilder(uri)
                    .timeout(DEADLINE)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(printer.print(request)));
            if (!key.isEmpty()) {
                builder.header(Target.KEY_HEADER, key);
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

    private static SSLContext trusting(final Target target, final Path certificates) {
        try (InputStream in = Files.newInputStream(certificates)) {
            final KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (final Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
            final TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            final SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (final IOException | GeneralSecurityException e) {
            throw Channels.unusable(target, e);
        }
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
