package io.kairoute.gateway.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.kairoute.gateway.TestAdminService;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.node.Served;
import io.kairoute.routing.v1.RouteRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A genuine token with a subject that is far too long, at both listeners, over HTTP/1 and HTTP/2. */
class LongSubjectTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final String ROUTE = "kairoute.routing.v1.RoutingService/Route";
    private static final String ADMIN = "test.v1.ThingService/OperatorThing";

    private TestIssuer issuer;
    private Node server;

    @BeforeEach
    void start() throws Exception {
        issuer = new TestIssuer();
        server = TestGateways.start(
                issuer.trusted(),
                Served.of(TestTables.tenants("default", "bank")).with(TestAdminService.services()));
    }

    @AfterEach
    void stop() {
        TestGateways.assertNoFault(server);
        server.close();
        issuer.close();
    }

    // Of 129 bytes it is longer than a name may be, of 4 KiB it fills what a token may hold nearly, of 8 kB it is
    // beyond that.
    @ParameterizedTest
    @ValueSource(ints = {129, 4 * 1024, 8_000})
    void shouldRefuseItAtEachListenerAndServeTheNextCall(final int length) throws Exception {
        final String subject = "s".repeat(length);
        final String odd = token(subject);
        final String good = token("pbx");

        for (final boolean isRoute : new boolean[] {true, false}) {
            final String listener = isRoute ? "route" : "admin";
            final HttpResponse<String> plain = plain(isRoute, odd);
            assertEquals(401, plain.statusCode(), listener);
            assertFalse(plain.body().contains("sss"), "nobody is told what came");
            assertEquals(Status.Code.UNAUTHENTICATED, grpc(isRoute, odd).getCode(), listener);

            assertEquals(200, plain(isRoute, good).statusCode(), listener);
            assertEquals(Status.Code.OK, grpc(isRoute, good).getCode(), listener);
        }
        assertFalse(server.meters().scrape().contains("sss"));
    }

    private String token(final String subject) throws Exception {
        return issuer.token(TestIssuer.claims()
                .subject(subject)
                .claim("kairoute_roles", List.of("route", "operator"))
                .build());
    }

    private HttpResponse<String> plain(final boolean isRoute, final String token) throws Exception {
        final String path = isRoute ? "/v1/route" : TestAdminService.path(Role.OPERATOR, "bank", "x");
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(isRoute) + path))
                        .header("content-type", "application/json")
                        .header("authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private Status grpc(final boolean isRoute, final String token) throws Exception {
        final ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", port(isRoute))
                .usePlaintext()
                .build();
        try {
            final Metadata headers = new Metadata();
            headers.put(AUTHORIZATION, "Bearer " + token);
            final byte[] message = isRoute
                    ? RouteRequest.getDefaultInstance().toByteArray()
                    : TestAdminService.request("bank", "x").toByteArray();
            return AnyCall.make(channel, isRoute ? ROUTE : ADMIN, headers, message)
                    .status();
        } finally {
            channel.shutdownNow();
        }
    }

    private int port(final boolean isRoute) {
        return isRoute ? server.routePort() : server.adminPort();
    }
}
