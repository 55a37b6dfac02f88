package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.gateway.history.ChunkReader;
import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.gateway.history.DecisionLogSettings;
import io.kairoute.gateway.history.replay.DecisionReplay;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishUnderLoadTest {
    private static final int CONNECTIONS = 2;
    private static final int IN_FLIGHT = 16;

    @TempDir
    private Path directory;

    @Test
    void shouldPublishAgainAndAgainWithoutAFailedOrMixedCall() throws Exception {
        publishUnderLoad(Integer.getInteger("kairoute.publishes", 500));
    }

    private void publishUnderLoad(final int publishes) throws Exception {
        final Map<String, Integer> answers = new ConcurrentHashMap<>();
        try (DecisionLog log = new DecisionLog(
                        ordinal -> directory.resolve("decisions"),
                        DecisionLogSettings.DEFAULT,
                        InstantSource.system());
                ControlNode node = ControlNode.start(
                        directory,
                        ControlSettings.DEFAULT,
                        InstantSource.system(),
                        Map.of(Property.EVENT_LOOPS, "2", Property.ROUTE_TURN_BUDGET, "1s"),
                        log)) {
            node.publish(table(1), 0);
            final List<Asker> askers = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                askers.add(new Asker(i, node.routePort(), answers));
            }
            for (long revision = 2; revision <= publishes + 1; revision++) {
                assertEquals(
                        revision,
                        node.publish(table(revision), revision - 1)
                                .getRevision()
                                .getRevision());
            }
            for (final Asker asker : askers) {
                asker.stop();
                assertEquals(null, asker.fault.get());
            }
            assertEquals(
                    publishes + 1,
                    node.ask(RouteRequest.newBuilder().setDryRun(true).build()).getTableRevision());
            assertTrue(answers.size() > publishes, "only " + answers.size() + " calls were answered");
            assertEquals(0, log.lost());
        }
        assertEveryAnswerIsAReplay(answers);
    }

    // Each call's answer is what its revision gives now, made again from the log.
    private void assertEveryAnswerIsAReplay(final Map<String, Integer> answers) {
        final AtomicLong replayed = new AtomicLong();
        try (ControlLog log = SqliteControlLog.openToRead(
                directory.resolve("control.db"), ChainKey.read(directory.resolve("control.key")))) {
            final DecisionReplay replay = new DecisionReplay(
                    "default", new SnapshotHistory("default", new KeyHasher(new byte[KeyHasher.SECRET_BYTES]), log));
            new ChunkReader().read(directory.resolve("decisions"), (record, set) -> {
                assertEquals(DecisionReplay.Outcome.SAME, replay.replay(record, set));
                final byte[] answer = replay.answer();
                final RouteResponse made = Asking.parsed(new UnsafeBuffer(answer), 0, answer.length);
                assertEquals(answers.get(made.getContactId()), made.hashCode(), made::toString);
                replayed.incrementAndGet();
                return true;
            });
        }
        System.out.println("answered under publishes, and each replayed: " + replayed);
        assertEquals(answers.size(), replayed.get());
    }

    private static String table(final long revision) {
        return ControlTables.withPriority((int) (revision % 101));
    }

    /** One connection that keeps some calls in flight and holds each answer against a replay of its revision. */
    private static final class Asker {
        private final Map<String, Integer> answers;
        private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
        private final AtomicBoolean isStopping = new AtomicBoolean();
        private final Semaphore free = new Semaphore(IN_FLIGHT);
        private final AtomicLong newestSeen = new AtomicLong();
        private final int name;
        private final ManagedChannel channel;
        private final Thread thread;

        Asker(final int name, final int port, final Map<String, Integer> answers) {
            this.name = name;
            this.answers = answers;
            channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                    .usePlaintext()
                    .directExecutor()
                    .build();
            thread = new Thread(this::run, "asker-" + name);
            thread.start();
        }

        void stop() throws InterruptedException {
            isStopping.set(true);
            thread.join();
            assertTrue(free.tryAcquire(IN_FLIGHT, 30, TimeUnit.SECONDS), "calls were never answered");
            channel.shutdownNow();
        }

        private void run() {
            final RoutingServiceGrpc.RoutingServiceStub stub = RoutingServiceGrpc.newStub(channel);
            for (int i = 0; !isStopping.get(); i++) {
                free.acquireUninterruptibly();
                final RouteRequest request = RouteRequest.newBuilder()
                        .setContactId(name + "-" + i)
                        .setIntent("no_internet")
                        .build();
                stub.route(request, new Check(request, newestSeen.get()));
            }
        }

        /** Checks one answer. */
        private final class Check implements StreamObserver<RouteResponse> {
            private final RouteRequest request;
            private final long seenBefore;

            Check(final RouteRequest request, final long seenBefore) {
                this.request = request;
                this.seenBefore = seenBefore;
            }

            @Override
            public void onNext(final RouteResponse response) {
                if (response.getTableRevision() < seenBefore) {
                    fault.compareAndSet(null, new AssertionError(response.getTableRevision() + " after " + seenBefore));
                }
                newestSeen.accumulateAndGet(response.getTableRevision(), Math::max);
                answers.put(request.getContactId(), response.hashCode());
                if (response.getPriority() != response.getTableRevision() % 101) {
                    fault.compareAndSet(null, new AssertionError("mixed: " + response));
                }
            }

            @Override
            public void onError(final Throwable e) {
                fault.compareAndSet(null, e);
                free.release();
            }

            @Override
            public void onCompleted() {
                free.release();
            }
        }
    }
}
