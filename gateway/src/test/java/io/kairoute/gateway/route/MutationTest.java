package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.node.Node;
import io.kairoute.router.codec.StrictWire;
import io.kairoute.routing.v1.Alternative;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand damaged requests: each gets an answer, and the answers agree with those of a grpc-java server beside it.
 *
 * <p>{@code -Dkairoute.seed=N} repeats a run.
 */
class MutationTest {
    private static final String ROUTE = "/kairoute.routing.v1.RoutingService/Route";
    private static final Map<String, String> GRPC = Map.of("content-type", "application/grpc", "te", "trailers");
    private static final int EACH = 5_000;
    private static final int IN_FLIGHT = 50;
    private static final long SEED = Long.getLong("kairoute.seed", System.nanoTime());

    private static final long MOST_NS = 1_000_000_000;

    /** Stands for INVALID_ARGUMENT because a well-formed field is too long. */
    private static final int LIMIT_EXCEEDED = 1_003;

    private static final long CANCEL = 8;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final RawCaller.Answer NO_ANSWER = new RawCaller.Answer(-1, Map.of(), Buffer.buffer());

    /** Held, since a logger that nobody holds forgets its level: the peer logs a stack trace for each damaged frame. */
    private static final Logger PEER_LOG = Logger.getLogger("io.grpc");

    private static Node server;
    private static Server peer;
    private static RawCaller caller;
    private static RawCaller peerCaller;
    private static RawCaller http1;

    @BeforeAll
    static void start() throws Exception {
        PEER_LOG.setLevel(Level.OFF);
        server = TestGateways.start(TestTables.tenants("default"));
        peer = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
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
        // The second for an answer is not meant for a cold virtual machine.
        final List<byte[]> first = Collections.nCopies(IN_FLIGHT, new byte[] {0, 0, 0, 0, 0});
        sendAll(caller, ROUTE, GRPC, first);
        sendAll(peerCaller, ROUTE, GRPC, first);
        sendAll(http1, "/v1/route", Map.of("content-type", "application/json"), first);
    }

    @AfterEach
    void shouldHaveSeenNoFault() {
        TestGateways.assertNoFault(server);
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

            final List<Reply> ours = sendAll(caller, ROUTE, GRPC, bodies);
            final List<Reply> theirs = sendAll(peerCaller, ROUTE, GRPC, bodies);

            for (int i = 0; i < IN_FLIGHT; i++) {
                assertExpected(ours.get(i), theirs.get(i), bodies.get(i));
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

            final List<Reply> answers = sendAll(
                    random.nextBoolean() ? caller : http1,
                    "/v1/route",
                    Map.of("content-type", "application/json"),
                    bodies);

            for (int i = 0; i < IN_FLIGHT; i++) {
                assertDecisionOrProblem(answers.get(i), bodies.get(i));
            }
        }
    }

    /** The status by the rules of the framing, then by what the generated class makes of the message. */
    private static Set<Integer> expected(final byte[] body) {
        if (body.length < 5) {
            return Set.of(13);
        }
        final Buffer frame = Buffer.buffer(body);
        final int length = frame.getInt(1);
        if (body[0] != 0) {
            return Set.of(13);
        }
        if (length < 0 || length > 16 * 1024) {
            return Set.of(8);
        }
        if (body.length != 5 + length) {
            return Set.of(13);
        }
        try {
            final byte[] message = frame.getBytes(5, body.length);
            final RouteRequest request = RouteRequest.parseFrom(message);
            if (!StrictWire.isStrict(message, RouteRequest.getDescriptor())) {
                return Set.of(3);
            }
            final boolean isKnown =
                    request.getTenantId().isEmpty() || request.getTenantId().equals("default");
            return isKnown ? Set.of(0, LIMIT_EXCEEDED) : Set.of(5, LIMIT_EXCEEDED);
        } catch (final InvalidProtocolBufferException e) {
            return Set.of(3);
        }
    }

    private static void assertExpected(final Reply ours, final Reply theirs, final byte[] body) {
        final String what =
                "seed=" + SEED + " body=" + HexFormat.of().formatHex(body) + " ours=" + ours + " theirs=" + theirs;
        assertNull(ours.failure, what);
        assertTrue(ours.nanos < MOST_NS, "after " + ours.nanos / 1_000_000 + " ms: " + what);
        assertEquals(200, ours.answer.httpStatus(), what);
        final boolean isOverLimit =
                ours.answer.headers().getOrDefault("grpc-message", "").contains("is over its limit");
        final int status = isOverLimit ? LIMIT_EXCEEDED : ours.answer.grpcStatus();
        assertTrue(expected(body).contains(status), "expected " + expected(body) + ": " + what);
        if (theirs.failure != null) {
            // The peer resets a stream right behind an early status, and a reset may overtake that status.
            assertTrue(theirs.failure instanceof StreamResetException reset && reset.getCode() == CANCEL, what);
            assertTrue(status > 0, what);
        } else if (theirs.answer.grpcStatus() == 0) {
            // A peer without our limits, tenants and strictness takes what we refuse for those. It may also answer a
            // whole first
            // message before it has seen that something follows, which we refuse.
            assertTrue(Set.of(0, 3, 5, LIMIT_EXCEEDED).contains(status) || (status == 13 && hasMoreBehind(body)), what);
        } else {
            assertTrue(status > 0, what);
        }
    }

    private static boolean hasMoreBehind(final byte[] body) {
        return body.length > 5 && body.length > 5L + Buffer.buffer(body).getUnsignedInt(1);
    }

    private static void assertDecisionOrProblem(final Reply reply, final byte[] body) {
        final String what = "seed=" + SEED + " body=" + new String(body, StandardCharsets.UTF_8) + " reply=" + reply;
        assertNull(reply.failure, what);
        assertTrue(reply.nanos < MOST_NS, "after " + reply.nanos / 1_000_000 + " ms: " + what);
        final RawCaller.Answer answer = reply.answer;
        if (answer.httpStatus() == 200) {
            assertEquals("application/json", answer.headers().get("content-type"), what);
            assertTrue(isJsonObject(body), "a decision about no JSON: " + what);
        } else {
            assertTrue(Set.of(400, 404).contains(answer.httpStatus()), what);
            assertEquals("application/problem+json", answer.headers().get("content-type"), what);
        }
        if (!isJsonObject(body)) {
            assertEquals(400, answer.httpStatus(), what);
        }
    }

    private static boolean isJsonObject(final byte[] body) {
        try {
            final String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return JSON.readTree(text).isObject();
        } catch (final IOException e) {
            return false;
        }
    }

    private static List<Reply> sendAll(
            final RawCaller to, final String path, final Map<String, String> headers, final List<byte[]> bodies) {
        final List<CompletableFuture<Reply>> replies = bodies.stream()
                .map(body -> {
                    final long startNs = System.nanoTime();
                    return to.begin(HttpMethod.POST, path, headers, Buffer.buffer(body))
                            .handle((answer, failure) -> new Reply(
                                    answer == null ? NO_ANSWER : answer, failure, System.nanoTime() - startNs));
                })
                .toList();
        return replies.stream().map(CompletableFuture::join).toList();
    }

    /** What came back, or why nothing did. */
    private record Reply(RawCaller.Answer answer, @Nullable Throwable failure, long nanos) {}

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
