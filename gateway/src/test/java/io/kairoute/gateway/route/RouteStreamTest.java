package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.rpc.Code;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.node.Node;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteStreamRequest;
import io.kairoute.routing.v1.RouteStreamResponse;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteStreamTest {
    private static Node server;
    private static ManagedChannel channel;
    private static RawCaller caller;

    @BeforeAll
    static void start() {
        server = TestGateways.start(TestTables.tenants("default"));
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.routePort())
                .usePlaintext()
                .build();
        caller = new RawCaller(server.routePort(), HttpVersion.HTTP_2);
    }

    @AfterAll
    static void stop() {
        caller.close();
        channel.shutdownNow();
        server.close();
    }

    @Test
    void shouldAnswerEachMessageInOrder() throws Exception {
        final Answers answers = new Answers();
        final StreamObserver<RouteStreamRequest> questions =
                RoutingServiceGrpc.newStub(channel).routeStream(answers);

        for (int i = 0; i < 2_000; i++) {
            questions.onNext(question("c" + i, i % 3));
        }
        questions.onCompleted();
        answers.await();

        assertNull(answers.failure);
        assertEquals(2_000, answers.received.size());
        for (int i = 0; i < 2_000; i++) {
            final RouteStreamResponse answer = answers.received.get(i);
            assertEquals("c" + i, answer.getContactId());
            assertEquals(i % 3, answer.getAttempt());
            assertEquals("outage-desk", answer.getDecision().getQueue());
            assertEquals("c" + i, answer.getDecision().getContactId());
        }
    }

    @Test
    void shouldRefuseBadMessagesAloneAndGoOn() throws Exception {
        final Answers answers = new Answers();
        final StreamObserver<RouteStreamRequest> questions =
                RoutingServiceGrpc.newStub(channel).routeStream(answers);

        questions.onNext(question("first", 0));
        questions.onNext(RouteStreamRequest.newBuilder()
                .setRequest(RouteRequest.newBuilder()
                        .setContactId("over")
                        .setAttempt(7)
                        .setCustomerKey("x".repeat(129)))
                .build());
        questions.onNext(RouteStreamRequest.newBuilder()
                .setRequest(
                        RouteRequest.newBuilder().setContactId("unknown tenant").setTenantId("nobody"))
                .build());
        questions.onNext(RouteStreamRequest.newBuilder()
                .setRequest(RouteRequest.newBuilder().setContactId("long").putLabels("a", "x".repeat(17_000)))
                .build());
        questions.onNext(malformed());
        questions.onNext(RouteStreamRequest.getDefaultInstance());
        questions.onNext(question("last", 0));
        questions.onCompleted();
        answers.await();

        assertNull(answers.failure);
        assertEquals(7, answers.received.size());
        assertEquals("outage-desk", answers.received.get(0).getDecision().getQueue());
        assertError(answers.received.get(1), "over", 7, Code.INVALID_ARGUMENT, "LIMIT_EXCEEDED");
        assertError(answers.received.get(2), "unknown tenant", 0, Code.NOT_FOUND, "UNKNOWN_TENANT");
        assertError(answers.received.get(3), "", 0, Code.RESOURCE_EXHAUSTED, "MESSAGE_TOO_LONG");
        assertError(answers.received.get(4), "", 0, Code.INVALID_ARGUMENT, "MALFORMED");
        assertEquals("general", answers.received.get(5).getDecision().getQueue());
        assertEquals("last", answers.received.get(6).getDecision().getContactId());
    }

    @Test
    void shouldStopReadingWhileTheCallerDoesNotRead() throws Exception {
        final SlowAnswers answers = new SlowAnswers();
        RoutingServiceGrpc.newStub(channel).routeStream(answers);
        final ClientCallStreamObserver<RouteStreamRequest> questions = answers.questions();

        int sent = 0;
        while (questions.isReady() || sent < 100) {
            questions.onNext(question("c" + sent, 0));
            sent++;
            assertTrue(sent < 1_000_000, "the server took everything although nothing was read");
        }
        questions.onCompleted();
        questions.request(Integer.MAX_VALUE);
        answers.await();

        assertNull(answers.failure);
        assertEquals(sent, answers.received.size());
    }

    @Test
    void shouldEndAtTheCallersDeadline() throws Exception {
        RoutingServiceGrpc.newBlockingStub(channel).route(RouteRequest.getDefaultInstance()); // loads what a call needs
        final Answers answers = new Answers();
        final StreamObserver<RouteStreamRequest> questions = RoutingServiceGrpc.newStub(channel)
                .withDeadlineAfter(2, TimeUnit.SECONDS)
                .routeStream(answers);
        questions.onNext(question("c", 0));

        answers.await();

        assertEquals(
                Status.Code.DEADLINE_EXCEEDED,
                Status.fromThrowable(answers.failure).getCode());
        assertEquals(1, answers.received.size());
    }

    @ParameterizedTest
    @CsvSource({
        "no message at all,                '',           0,  ''",
        "cut prefix,                       000000,       13, within a message",
        "cut message,                      00000000050a, 13, within a message",
        "reserved flag,                    0200000000,   13, flag byte",
        "compressed flag without encoding, 0100000000,   13, names no way",
        "absurd length,                    00ffffffff,   8,  at most",
    })
    void shouldEndStreamsThatCannotBeFollowed(
            final String what, final String hex, final int status, final String message) throws Exception {
        final RawCaller.Answer answer = caller.send(
                HttpMethod.POST,
                "/kairoute.routing.v1.RoutingService/RouteStream",
                Map.of("content-type", "application/grpc", "te", "trailers"),
                Buffer.buffer(HexFormat.of().parseHex(hex)));

        assertEquals(status, answer.grpcStatus(), what);
        assertTrue(answer.headers().getOrDefault("grpc-message", "").contains(message), answer.toString());
    }

    private static RouteStreamRequest question(final String contactId, final int attempt) {
        return RouteStreamRequest.newBuilder()
                .setRequest(RouteRequest.newBuilder()
                        .setContactId(contactId)
                        .setAttempt(attempt)
                        .setOccasion("outage"))
                .build();
    }

    /** A message whose field 1 is cut short inside: the generated classes carry it as an unknown field would be. */
    private static RouteStreamRequest malformed() throws Exception {
        return RouteStreamRequest.newBuilder()
                .setUnknownFields(com.google.protobuf.UnknownFieldSet.newBuilder()
                        .addField(
                                1,
                                com.google.protobuf.UnknownFieldSet.Field.newBuilder()
                                        .addLengthDelimited(ByteString.copyFrom(new byte[] {10, 100, 1}))
                                        .build())
                        .build())
                .build();
    }

    private static void assertError(
            final RouteStreamResponse answer,
            final String contactId,
            final int attempt,
            final Code code,
            final String reason) {
        assertEquals(contactId, answer.getContactId());
        assertEquals(attempt, answer.getAttempt());
        assertEquals(code.getNumber(), answer.getError().getCode());
        assertEquals(reason, answer.getError().getReason());
    }

    /** Takes answers as they come. */
    private static class Answers implements StreamObserver<RouteStreamResponse> {
        final List<RouteStreamResponse> received = Collections.synchronizedList(new ArrayList<>());
        final CountDownLatch end = new CountDownLatch(1);
        volatile @Nullable Throwable failure;

        @Override
        public void onNext(final RouteStreamResponse answer) {
            received.add(answer);
        }

        @Override
        public void onError(final Throwable cause) {
            failure = cause;
            end.countDown();
        }

        @Override
        public void onCompleted() {
            end.countDown();
        }

        void await() throws InterruptedException {
            assertTrue(end.await(20, TimeUnit.SECONDS), "no end after " + received.size() + " answers");
        }
    }

    /** Takes no answer until told. */
    private static final class SlowAnswers extends Answers
            implements ClientResponseObserver<RouteStreamRequest, RouteStreamResponse> {
        private @Nullable ClientCallStreamObserver<RouteStreamRequest> questions;

        @Override
        public void beforeStart(final ClientCallStreamObserver<RouteStreamRequest> observer) {
            observer.disableAutoRequestWithInitial(0);
            questions = observer;
        }

        ClientCallStreamObserver<RouteStreamRequest> questions() {
            if (questions == null) {
                throw new IllegalStateException("not started");
            }
            return questions;
        }
    }
}
