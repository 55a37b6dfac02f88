package io.kairoute.gateway.outcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import io.kairoute.control.v1.GetOutcomeRequest;
import io.kairoute.control.v1.Outcome;
import io.kairoute.control.v1.OutcomeServiceGrpc;
import io.kairoute.control.v1.StreamOutcomesRequest;
import io.kairoute.control.v1.StreamOutcomesResponse;
import io.kairoute.gateway.Refused;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Systems that tell the same at the same time, go away in the middle, or tell while customers are erased. */
class OutcomeRacesTest {
    private static final int TELLERS = 4;
    private static final int CALLS = 20;
    private static final int IN_ONE = 25;

    @TempDir
    private Path data = Path.of("");

    private OutcomesNode node;

    @BeforeEach
    void start() {
        node = OutcomesNode.start(data);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void shouldKeepOnceWhatManyTellAtTheSameTime() throws Exception {
        final List<String> statuses = atOnce(() -> {
            final List<String> found = new ArrayList<>();
            for (int call = 0; call < CALLS; call++) {
                final int from = call * IN_ONE;
                found.addAll(node.statuses(IntStream.range(from, from + IN_ONE)
                        .mapToObj(i -> TestOutcomes.handled("same-" + i, 1, 10))
                        .toArray(Outcome[]::new)));
            }
            return found;
        });

        assertEquals(
                CALLS * IN_ONE, statuses.stream().filter("ACCEPTED"::equals).count());
        assertEquals(
                (TELLERS - 1) * CALLS * IN_ONE,
                statuses.stream().filter("DUPLICATE"::equals).count());
    }

    @Test
    void shouldGiveBackThePlacesOfCallsWhoseCallerIsGone() throws Exception {
        for (int round = 0; round < 3; round++) {
            final ManagedChannel channel = OutcomesNode.channel(node.server().adminPort());
            // While the node has not seen yet that the callers before are gone it refuses, and they ask again.
            for (int taken = 0; taken < 2; ) {
                taken += isTaken(channel) ? 1 : 0;
            }
            channel.shutdownNow();
            assertTrue(channel.awaitTermination(20, TimeUnit.SECONDS));
        }
        assertEquals(List.of("DUPLICATE"), node.statuses(TestOutcomes.handled("streamed", 1, 1)));
    }

    @Test
    void shouldEraseACustomerWhileOthersAreToldOf() throws Exception {
        node.report(ofCustomer("crm:4711", 1));
        final AtomicBoolean isErased = new AtomicBoolean();
        final List<String> statuses = atOnce(() -> {
            final List<String> found = new ArrayList<>();
            for (int call = 0; call < CALLS; call++) {
                if (call == CALLS / 2 && isErased.compareAndSet(false, true)) {
                    node.erase("crm:4711");
                }
                final String other = "crm:" + Thread.currentThread().getName() + "-" + call;
                found.addAll(node.statuses(ofCustomer(other, 1)));
            }
            return found;
        });

        assertEquals(
                TELLERS * CALLS, statuses.stream().filter("ACCEPTED"::equals).count());
        assertEquals(
                "UNKNOWN_OUTCOME",
                Refused.by(() -> node.calls()
                                .getOutcome(GetOutcomeRequest.newBuilder()
                                        .setDecisionId("-")
                                        .setCustomerKey("crm:4711")
                                        .build()))
                        .reason());
        assertEquals(List.of("ACCEPTED"), node.statuses(ofCustomer("crm:4711", 1)), "whoever comes again is new");
    }

    private static Outcome ofCustomer(final String key, final int orders) {
        return TestOutcomes.of("", 1).setCustomerKey(key).setOrders(orders).build();
    }

    private static boolean isTaken(final ManagedChannel channel) throws Exception {
        final CompletableFuture<Boolean> taken = new CompletableFuture<>();
        final StreamObserver<StreamOutcomesRequest> call = OutcomeServiceGrpc.newStub(channel)
                .streamOutcomes(new StreamObserver<>() {
                    @Override
                    public void onNext(final StreamOutcomesResponse answer) {
                        taken.complete(true);
                    }

                    @Override
                    public void onError(final Throwable fault) {
                        taken.complete(false);
                    }

                    @Override
                    public void onCompleted() {}
                });
        call.onNext(StreamOutcomesRequest.newBuilder()
                .addOutcomes(TestOutcomes.handled("streamed", 1, 1))
                .build());
        return taken.get(20, TimeUnit.SECONDS);
    }

    private static List<String> atOnce(final Callable<List<String>> telling) throws Exception {
        final ExecutorService tellers = Executors.newFixedThreadPool(TELLERS);
        try {
            final List<String> found = new ArrayList<>();
            for (final Future<List<String>> one : tellers.invokeAll(
                    IntStream.range(0, TELLERS).mapToObj(i -> telling).toList())) {
                found.addAll(one.get());
            }
            return found;
        } finally {
            tellers.shutdown();
        }
    }
}
