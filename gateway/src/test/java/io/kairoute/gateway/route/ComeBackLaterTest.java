package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteStreamRequest;
import io.kairoute.routing.v1.RouteStreamResponse;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers are told who are too many. */
class ComeBackLaterTest {
    private static final String ROUTE = "/kairoute.routing.v1.RoutingService/Route";
    private static final String KEY = "key-of-the-bank";

    @TempDir
    private Path dir = Path.of("");

    @Test
    void shouldSayWhenToComeBackInEachProtocol() throws Exception {
        final Node server =
                TestGateways.start(Map.of(Property.ROUTE_MAX_OPEN_CALLS, "1"), TestTables.tenants("default"));
        final ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.routePort())
                .usePlaintext()
                .build();
        try (RawCaller http2 = new RawCaller(server.routePort(), HttpVersion.HTTP_2);
                RawCaller http1 = new RawCaller(server.routePort(), HttpVersion.HTTP_1_1)) {
            final Answers only = new Answers(1);
            final StreamObserver<RouteStreamRequest> questions =
                    RoutingServiceGrpc.newStub(channel).routeStream(only);
            questions.onNext(question(0));
            only.await();

            final RawCaller.Answer grpc = http2.send(
                    HttpMethod.POST, ROUTE, Map.of("content-type", "application/grpc"), Buffer.buffer(new byte[5]));
            final RawCaller.Answer json = http1.send(
                    HttpMethod.POST, "/v1/route", Map.of("content-type", "application/json"), Buffer.buffer("{}"));

            assertEquals(8, grpc.grpcStatus());
            assertEquals("100", grpc.headers().get("grpc-retry-pushback-ms"));
            assertEquals(429, json.httpStatus());
            assertEquals("1", json.headers().get("retry-after"));
            assertTrue(json.body().toString().contains("\"reason\":\"TOO_MANY_CALLS\""), json.toString());
            assertEquals(2, TestGateways.metric(server, "kairoute_rejected_total{cause=\"TOO_MANY_CALLS\"}"));
            questions.onCompleted();
        } finally {
            channel.shutdownNow();
            server.close();
        }
    }

    @Test
    void shouldRefuseSingleMessagesOfAStreamThatIsOverItsQuota() throws Exception {
        final int quota = 5;
        final int messages = 40;
        final Path file = Files.writeString(dir.resolve("credentials.yaml"), """
                keys:
                  - {name: bank, sha256: %s, tenant: bank, roles: [route]}
                """.formatted(sha256(KEY)));
        final Node server = TestGateways.start(
                Map.of(
                        Property.IDENTITY_CREDENTIALS, file.toString(),
                        Property.ROUTE_TENANT_QUOTA, Integer.toString(quota)),
                TestTables.tenants("default", "bank"));
        final ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.routePort())
                .usePlaintext()
                .build();
        final Metadata metadata = new Metadata();
        metadata.put(Metadata.Key.of("x-api-key", Metadata.ASCII_STRING_MARSHALLER), KEY);
        try {
            final Answers answers = new Answers(messages);
            final StreamObserver<RouteStreamRequest> questions = RoutingServiceGrpc.newStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
                    .routeStream(answers);

            for (int i = 0; i < messages; i++) {
                questions.onNext(question(i));
            }
            answers.await();
            questions.onCompleted();

            int decided = 0;
            for (int i = 0; i < messages; i++) {
                final RouteStreamResponse answer = answers.received.get(i);
                assertEquals("c" + i, answer.getContactId());
                if (answer.hasDecision()) {
                    decided++;
                } else {
                    assertEquals(8, answer.getError().getCode());
                    assertEquals("QUOTA", answer.getError().getReason());
                }
            }
            assertTrue(decided >= 1 && decided < messages, decided + " of " + messages);
        } finally {
            channel.shutdownNow();
            server.close();
        }
    }

    private static RouteStreamRequest question(final int number) {
        return RouteStreamRequest.newBuilder()
                .setRequest(RouteRequest.newBuilder().setContactId("c" + number))
                .build();
    }

    private static String sha256(final String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Takes a number of answers. */
    private static final class Answers implements StreamObserver<RouteStreamResponse> {
        private final List<RouteStreamResponse> received = Collections.synchronizedList(new ArrayList<>());
        private final CountDownLatch missing;

        Answers(final int count) {
            missing = new CountDownLatch(count);
        }

        @Override
        public void onNext(final RouteStreamResponse answer) {
            received.add(answer);
            missing.countDown();
        }

        @Override
        public void onError(final Throwable cause) {}

        @Override
        public void onCompleted() {}

        void await() throws InterruptedException {
            assertTrue(missing.await(20, TimeUnit.SECONDS), "only " + received.size() + " answers");
        }
    }
}
