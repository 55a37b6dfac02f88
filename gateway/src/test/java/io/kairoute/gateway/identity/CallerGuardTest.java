package io.kairoute.gateway.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerGuardTest {
    private static final String ROUTER_KEY = "router-key-0123456789";
    private static final String VIEWER_KEY = "viewer-key-0123456789";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path dir;

    private static Node server;
    private static ManagedChannel channel;

    @BeforeAll
    static void start() throws Exception {
        final Path file = Files.writeString(
                dir.resolve("credentials.yaml"), """
                keys:
                  - {name: pbx, sha256: %s, tenant: bank, roles: [route], platform: connect}
                  - {name: eye, sha256: %s, tenant: default, roles: [viewer]}
                """.formatted(sha256(ROUTER_KEY), sha256(VIEWER_KEY)));
        server = TestGateways.start(
                Map.of(Property.IDENTITY_CREDENTIALS, file.toString()), TestTables.tenants("default", "bank"));
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.routePort())
                .usePlaintext()
                .build();
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "x-api-key,     router-key-0123456789,          200",
        "authorization, Bearer router-key-0123456789,   200",
        "authorization, bearer  router-key-0123456789,  200",
        "authorization, Basic cGJ4OnJvdXRlci1rZXktMDEyMzQ1Njc4OQ==, 200",
        "x-api-key,     viewer-key-0123456789,          403",
        "x-api-key,     Router-key-0123456789,          401",
        "x-api-key,     router-key-012345678,           401",
        "authorization, Basic !!!!,                     401",
        "authorization, Basic cGJ4,                     401",
        "authorization, Digest router-key-0123456789,   401",
        "x-other,       router-key-0123456789,          401",
    })
    void shouldKnowCallersByTheirKey(final String header, final String value, final int status) throws Exception {
        assertEquals(status, post(header, value, "{}").statusCode());
    }

    @Test
    void shouldSayTheSameGrpcStatus() {
        assertEquals(Status.Code.UNAUTHENTICATED, grpcStatus("nobody"));
        assertEquals(Status.Code.PERMISSION_DENIED, grpcStatus(VIEWER_KEY));
        assertEquals(Status.Code.OK, grpcStatus(ROUTER_KEY));
    }

    @Test
    void shouldLendAKeyForAsLongAsATaskRuns() throws Exception {
        final String[] lent = new String[1];

        server.whileLent(door -> {
            lent[0] = door.key();
            assertEquals(server.routePort(), door.port());
            assertEquals(200, status(door.key()));
        });

        assertEquals(401, status(lent[0]));
        assertEquals(401, post("x-api-key", "", "{}").statusCode());
    }

    private static int status(final String key) {
        try {
            return post("x-api-key", key, "{}").statusCode();
        } catch (final Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldTakeTenantAndPlatformFromTheCredential() throws Exception {
        final HttpResponse<String> own =
                post("x-api-key", ROUTER_KEY, "{\"tenant_id\":\"bank\",\"occasion\":\"outage\"}");
        final HttpResponse<String> other = post("x-api-key", ROUTER_KEY, "{\"tenant_id\":\"default\"}");

        assertEquals(200, own.statusCode());
        assertFalse(own.body().contains("\"queue_ref\":\"\""), own.body());
        assertEquals(403, other.statusCode());
    }

    @Test
    void shouldRefuseHostileTokensAlikeAndTellNothing() throws Exception {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final String refusal = post("x-api-key", "unknown", "{}").body();
        for (int i = 0; i < 200; i++) {
            final byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            final String token = Base64.getUrlEncoder().encodeToString(bytes);
            final String header =
                    switch (random.nextInt(3)) {
                        case 0 -> "Bearer eyJhbGciOiJub25lIn0." + token + ".";
                        case 1 -> "Basic " + token;
                        default -> "Bearer " + token;
                    };

            final HttpResponse<String> answer = post("authorization", header, "{}");

            assertEquals(401, answer.statusCode(), "seed=" + seed + " header=" + header);
            assertEquals(refusal, answer.body(), "seed=" + seed);
        }
    }

    @Test
    void shouldShowMetricsToViewersAndHealthToAll() throws Exception {
        assertEquals(401, get("/metrics", "x-other", "x").statusCode());
        assertEquals(403, get("/metrics", "x-api-key", ROUTER_KEY).statusCode());
        assertEquals(200, get("/metrics", "x-api-key", VIEWER_KEY).statusCode());
        assertEquals(401, get("/openapi.json", "x-other", "x").statusCode());
        assertEquals(403, get("/openapi.json", "x-api-key", ROUTER_KEY).statusCode());
        assertEquals(200, get("/openapi.json", "x-api-key", VIEWER_KEY).statusCode());
        assertEquals(200, get("/healthz", "x-other", "x").statusCode());
        assertEquals(200, get("/readyz", "x-other", "x").statusCode());
    }

    private static Status.Code grpcStatus(final String key) {
        final Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("x-api-key", Metadata.ASCII_STRING_MARSHALLER), key);
        final RoutingServiceGrpc.RoutingServiceBlockingStub stub = RoutingServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
        try {
            stub.route(RouteRequest.getDefaultInstance());
            return Status.Code.OK;
        } catch (final StatusRuntimeException e) {
            return e.getStatus().getCode();
        }
    }

    private static HttpResponse<String> post(final String header, final String value, final String json)
            throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.routePort() + "/v1/route?format=flat"))
                        .header("content-type", "application/json")
                        .header(header, value)
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(final String path, final String header, final String value)
            throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.adminPort() + path))
                        .header(header, value)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String sha256(final String key) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                        | the file is empty",
                "keys: []                                                  | names no caller",
                "keys: [{name: a, roles: [route]}]                         | keys[0]: sha256 must be 64",
                "keys: [{name: a, sha256: 12, roles: [route]}]             | keys[0]: sha256 must be 64",
                "keys: [{name: a, sha256: X, roles: [king]}]               | keys[0]: there is no role king",
                "keys: [{name: a, sha256: X}]                              | keys[0]: roles is missing",
                "keys: [{sha256: X, roles: [route]}]                       | keys[0]: name is missing",
                "keys: [{name: a, sha256: X, roles: [route], tenant: t}]   | keys[0]: this node has no tenant t",
                "keys: [{name: a, colour: red}]                            | :1:",
                "keys: [                                                   | :1:",
            })
    void shouldSayWhatIsWrongWithTheFile(final String yaml, final String sentence) throws Exception {
        final Path file = Files.writeString(dir.resolve("bad.yaml"), yaml.replace("X", "a".repeat(64)));

        final IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> CredentialsFile.read(file, TestTables.tenants("default")));

        final String message = String.valueOf(refused.getMessage());
        assertEquals(true, message.startsWith(file.toString()) && message.contains(sentence), message);
        assertEquals(1, message.lines().count(), message);
    }
}
