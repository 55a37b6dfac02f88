package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.start.GatewayServer;
import io.kairoute.routing.v1.Alternative;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand damaged requests: each gets an answer, and the answers agree with those of a grpc-java server beside it.
 *
 * <p>{@code -Dkairoute.seed=N} repeats a run.
 */
class MutationTest {
    private static final String ROUTE = "/kairoute.routing.v1.RoutingService/Route";
    private static final int EACH = 5_000;
    private static final int IN_FLIGHT = 50;
    private static final long SEED = Long.getLong("kairoute.seed", System.nanoTime());

    /** OK, INVALID_ARGUMENT, NOT_FOUND (of a tenant), RESOURCE_EXHAUSTED (too long), UNIMPLEMENTED, INTERNAL. */
    private static final Set<Integer> GRPC_STATUSES = Set.of(0, 3, 5, 8, 12, 13);

    /** Held, since a logger that nobody holds forgets its level: the peer logs a stack trace for each damaged frame. */
    private static final Logger PEER_LOG = Logger.getLogger("io.grpc");

    private static GatewayServer server;
    private static Server peer;
    private static RawCaller caller;
    private static RawCaller peerCaller;
    private static RawCaller http1;

    @BeforeAll
    static void start() throws Exception {
        PEER_LOG.setLevel(Level.OFF);
        server = GatewayServer.start(TestGateways.config(Map.of()), TestTables.tenants("default"), tenant -> true);
        peer = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .maxInboundMessageSize(16 * 1024)
                .addService(new RoutingServiceGrpc.RoutingServiceImplBase() {
                    @Override
                    public void route(final RouteRequest request, final StreamObserver<RouteResponse> answer) {
                        answer.onNext(RouteResponse.getDefaultInstance());
                        answer.onCompleted();
                    }
                })
                .build()
                .start();
        caller = new RawCaller(server.routePort(), HttpVersion.HTTP_2);
        peerCaller = new RawCaller(peer.getPort(), HttpVersion.HTTP_2);
        http1 = new RawCaller(server.routePort(), HttpVersion.HTTP_1_1);
    }

    @AfterAll
    static void stop() {
        PEER_LOG.setLevel(null);
        caller.close();
        peerCaller.close();
        http1.close();
        peer.shutdownNow();
        server.close();
    }

    @Test
    void shouldAnswerDamagedFramesAsAGrpcServerDoes() throws Exception {
        final Random random = new Random(SEED);
        for (int done = 0; done < EACH; done += IN_FLIGHT) {
            final List<byte[]> bodies = new ArrayList<>();
            for (int i = 0; i < IN_FLIGHT; i++) {
                bodies.add(mutated(frame(request(random)), random));
            }
            final Map<String, String> headers = Map.of("content-type", "application/grpc", "te", "trailers");

            final List<RawCaller.Answer> ours = sendAll(caller, ROUTE, headers, bodies);
            final List<RawCaller.Answer> theirs = sendAll(peerCaller, ROUTE, headers, bodies);

            for (int i = 0; i < IN_FLIGHT; i++) {
                assertAgree(ours.get(i), theirs.get(i), bodies.get(i));
            }
        }
    }

    @Test
    void shouldAnswerDamagedJsonWithADecisionOrAProblem() throws Exception {
        final Random random = new Random(SEED + 1);
        for (int done = 0; done < EACH; done += IN_FLIGHT) {
            final List<byte[]> bodies = new ArrayList<>();
            for (int i = 0; i < IN_FLIGHT; i++) {
                final String json = JsonFormat.printer()
                        .omittingInsignificantWhitespace()
                        .preservingProtoFieldNames()
                        .print(request(random));
                bodies.add(mutated(json.getBytes(StandardCharsets.UTF_8), random));
            }

            final List<RawCaller.Answer> answers = sendAll(
                    random.nextBoolean() ? caller : http1,
                    "/v1/route",
                    Map.of("content-type", "application/json"),
                    bodies);

            for (int i = 0; i < IN_FLIGHT; i++) {
                assertDecisionOrProblem(answers.get(i), bodies.get(i));
            }
        }
    }

    private static void assertAgree(final RawCaller.Answer ours, final RawCaller.Answer theirs, final byte[] body) {
        final String what =
                "seed=" + SEED + " body=" + HexFormat.of().formatHex(body) + " ours=" + ours + " theirs=" + theirs;
        assertEquals(200, ours.httpStatus(), what);
        assertTrue(GRPC_STATUSES.contains(ours.grpcStatus()), what);
        assertTrue(!"INTERNAL_FAULT".equals(ours.headers().get("grpc-message")), what);
        if (ours.grpcStatus() == 0) {
            assertEquals(0, theirs.grpcStatus(), what);
        }
        if (theirs.grpcStatus() == 0) {
            // A peer without our limits and tenants takes what we refuse for those.
            assertTrue(Set.of(0, 3, 5).contains(ours.grpcStatus()), what);
        }
        if (ours.grpcStatus() == 8) {
            assertEquals(8, theirs.grpcStatus(), what);
        }
    }

    private static void assertDecisionOrProblem(final RawCaller.Answer answer, final byte[] body) {
        final String what =
                "seed=" + SEED + " body=" + new String(body, StandardCharsets.UTF_8) + " answer=" + answer.body();
        if (answer.httpStatus() == 200) {
            assertEquals("application/json", answer.headers().get("content-type"), what);
        } else {
            assertTrue(Set.of(400, 404, 413).contains(answer.httpStatus()), what);
            assertEquals("application/problem+json", answer.headers().get("content-type"), what);
        }
    }

    private static List<RawCaller.Answer> sendAll(
            final RawCaller to, final String path, final Map<String, String> headers, final List<byte[]> bodies) {
        final List<CompletableFuture<RawCaller.Answer>> answers = bodies.stream()
                .map(body -> to.begin(HttpMethod.POST, path, headers, Buffer.buffer(body))
                        .exceptionally(broken -> new RawCaller.Answer(-1, Map.of(), Buffer.buffer())))
                .toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private static byte[] frame(final RouteRequest request) {
        final byte[] message = request.toByteArray();
        return Buffer.buffer()
                .appendByte((byte) 0)
                .appendInt(message.length)
                .appendBytes(message)
                .getBytes();
    }

    private static RouteRequest request(final Random random) {
        final RouteRequest.Builder request = RouteRequest.newBuilder()
                .setContactId("c-" + random.nextInt(1_000))
                .setOccasion(random.nextBoolean() ? "outage" : "nothing")
                .setCustomerKey("crm:é-" + random.nextInt(1_000))
                .setConfidence(random.nextDouble())
                .setAttempt(random.nextInt(3))
                .setTimestamp(
                        Timestamp.newBuilder().setSeconds(random.nextInt()).setNanos(random.nextInt(1_000)));
        for (int i = random.nextInt(3); i > 0; i--) {
            request.addAlternateKeys("tel:" + i)
                    .putLabels("n" + i, "v")
                    .addAlternatives(Alternative.newBuilder().setIntent("i").setConfidence(0.5));
        }
        return request.build();
    }

    /** One to four damages: a byte changed, bytes cut out, bytes doubled, junk put in, the end cut off. */
    private static byte[] mutated(final byte[] bytes, final Random random) {
        Buffer body = Buffer.buffer(bytes);
        for (int i = 1 + random.nextInt(4); i > 0 && body.length() > 0; i--) {
            final int at = random.nextInt(body.length());
            final int until = Math.min(body.length(), at + 1 + random.nextInt(8));
            body = switch (random.nextInt(5)) {
                case 0 -> body.setByte(at, (byte) random.nextInt(256));
                case 1 -> body.getBuffer(0, at).appendBuffer(body.getBuffer(until, body.length()));
                case 2 -> body.getBuffer(0, until).appendBuffer(body.getBuffer(at, body.length()));
                case 3 -> {
                    final byte[] junk = new byte[1 + random.nextInt(6)];
                    random.nextBytes(junk);
                    yield body.getBuffer(0, at).appendBytes(junk).appendBuffer(body.getBuffer(at, body.length()));
                }
                default -> body.getBuffer(0, at);
            };
        }
        return body.getBytes();
    }
}
