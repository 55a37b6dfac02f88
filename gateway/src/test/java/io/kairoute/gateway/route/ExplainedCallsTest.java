package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.kairoute.gateway.observe.CallEnd;
import io.kairoute.routing.v1.Explain;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a decision whose reasons take their time: it is given and logged, or neither. */
class ExplainedCallsTest {
    private static final RouteRequest QUESTION = RouteRequest.newBuilder()
            .setContactId("c")
            .setCustomerKey("crm:1")
            .setOccasion("outage")
            .setExplain(Explain.EXPLAIN_FULL)
            .build();

    private final LoneListener listener = new LoneListener();
    private final ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", listener.port())
            .usePlaintext()
            .build();
    private final RoutingServiceGrpc.RoutingServiceBlockingStub stub = RoutingServiceGrpc.newBlockingStub(channel);

    @AfterEach
    void stop() {
        channel.shutdownNow();
        listener.close();
    }

    @Test
    void shouldLogTheDecisionThatIsExplained() throws InvalidProtocolBufferException {
        final RouteResponse explained = stub.route(QUESTION);

        assertTrue(explained.getTrace().getCandidatesCount() > 0);
        assertEquals(1, listener.logged().size());
        assertEquals(
                explained.toBuilder().clearTrace().build(),
                RouteResponse.parseFrom(listener.logged().get(0)));
    }

    @Test
    void shouldGiveTheSameDecisionWithoutReasonsWhenTheServersTimeIsUp() throws InvalidProtocolBufferException {
        listener.holdDesk();

        final RouteResponse answered = stub.route(QUESTION);

        assertTrue(answered.getTrace().getTruncated());
        assertEquals("outage-desk", answered.getQueue());
        assertEquals(1, listener.logged().size());
        assertEquals(
                answered.toBuilder().clearTrace().build(),
                RouteResponse.parseFrom(listener.logged().get(0)));
    }

    @Test
    void shouldGiveTheSameDecisionWithoutReasonsWhileTheCallerStillWaits() {
        listener.holdDesk();

        final RouteResponse answered =
                stub.withDeadlineAfter(4, TimeUnit.SECONDS).route(QUESTION);

        assertTrue(answered.getTrace().getTruncated());
        assertEquals("outage-desk", answered.getQueue());
        assertEquals(1, listener.logged().size());
    }

    @Test
    void shouldLogNothingWhenTheCallersDeadlinePassedBeforeTheReasonsCame() throws Exception {
        listener.holdDesk();
        final CompletableFuture<Status> end = new CompletableFuture<>();
        final Thread caller = new Thread(() -> {
            try {
                end.complete(Status.fromCodeValue(
                        stub.withDeadlineAfter(1, TimeUnit.SECONDS)
                                                .route(QUESTION)
                                                .getTableRevision()
                                        > 0
                                ? 0
                                : 2));
            } catch (final StatusRuntimeException e) {
                end.complete(e.getStatus());
            }
        });
        caller.start();
        listener.awaitDecision();

        // when the loop has no time until the deadline is over
        listener.blockLoop(() -> {
            final long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1_200);
            for (long restNs = 1; restNs > 0; restNs = untilNs - System.nanoTime()) {
                LockSupport.parkNanos(restNs);
            }
        });
        listener.releaseDesk();

        assertEquals(Status.Code.DEADLINE_EXCEEDED, end.get().getCode());
        listener.blockLoop(() -> {});
        assertEquals(0, listener.logged().size());
        assertFalse(listener.isFaulty());
    }

    @Test
    void shouldEndACallAtOnceWhoseCallerLeavesWhileItsReasonsAreAwaited() {
        listener.holdDesk();
        final ListenableFuture<RouteResponse> answer = RoutingServiceGrpc.newFutureStub(channel)
                .withDeadlineAfter(50, TimeUnit.SECONDS)
                .route(QUESTION);
        listener.awaitDecision();

        assertTrue(answer.cancel(true));

        listener.awaitEnded(CallEnd.RESET, 1);
        listener.releaseDesk();
        listener.awaitNoOpenCall();
        assertEquals(0, listener.logged().size());
        assertFalse(listener.isFaulty());
    }
}
