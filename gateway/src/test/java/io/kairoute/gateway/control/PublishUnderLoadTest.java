package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.kairoute.gateway.config.Property;
import io.kairoute.router.Limits;
import io.kairoute.router.Router;
import io.kairoute.router.codec.FragmentPool;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.Horizon;
import io.kairoute.router.compile.SnapshotBuilder;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.check.TableLoader;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishUnderLoadTest {
    private static final int CONNECTIONS = 2;
    private static final int IN_FLIGHT = 16;

    @TempDir
    private Path directory;

    @Test
    void shouldPublish500TimesWithoutAFailedOrMixedCall() throws Exception {
        publishUnderLoad(500);
    }

    @Test
    @Tag("slow")
    void shouldPublish10000TimesWithoutAFailedOrMixedCall() throws Exception {
        publishUnderLoad(10_000);
    }

    private void publishUnderLoad(final int publishes) throws Exception {
        try (ControlNode node = ControlNode.start(
                directory,
                ControlSettings.DEFAULT,
                InstantSource.system(),
                Map.of(Property.EVENT_LOOPS, "2", Property.ROUTE_TURN_BUDGET, "1s"),
                null)) {
            node.publish(table(1), 0);
            final List<Asker> askers = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                askers.add(new Asker(i, node.routePort()));
            }
            for (long revision = 2; revision <= publishes + 1; revision++) {
                assertEquals(
                        revision,
                        node.publish(table(revision), revision - 1)
                                .getRevision()
                                .getRevision());
            }
            long answered = 0;
            for (final Asker asker : askers) {
                asker.stop();
                assertEquals(null, asker.fault.get());
                answered += asker.answered.get();
            }
            assertEquals(
                    publishes + 1,
                    node.ask(RouteRequest.newBuilder().setContactId("last").build())
                            .getTableRevision());
            assertTrue(answered > publishes, "only " + answered + " calls were answered");
        }
    }

    private static String table(final long revision) {
        return ControlTables.withPriority((int) (revision % 101));
    }

    /** One connection that keeps some calls in flight and holds each answer against a replay of its revision. */
    private static final class Asker {
        private final AtomicLong answered = new AtomicLong();
        private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
        private final AtomicBoolean isStopping = new AtomicBoolean();
        private final Semaphore free = new Semaphore(IN_FLIGHT);
        private final AtomicLong newestSeen = new AtomicLong();
        private final int name;
        private final ManagedChannel channel;
        private final Thread thread;

        Asker(final int name, final int port) {
            this.name = name;
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
                if (answered.incrementAndGet() % 50 == 0 && !response.equals(replay(request, response))) {
                    fault.compareAndSet(null, new AssertionError("mixed: " + response));
                } else if (response.getPriority() != response.getTableRevision() % 101) {
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

    private static RouteResponse replay(final RouteRequest request, final RouteResponse answered) {
        final long revision = answered.getTableRevision();
        final TableDefinition table = TableLoader.load(
                        table(revision).getBytes(StandardCharsets.UTF_8), LocalDate.now(ZoneOffset.UTC))
                .table();
        if (table == null) {
            throw new AssertionError("revision " + revision + " has errors");
        }
        final Snapshot snapshot = new SnapshotBuilder(
                        "default",
                        new KeyHasher(new byte[KeyHasher.SECRET_BYTES]),
                        CompiledRevision.of(revision, table, Horizon.around(0)))
                .build();
        final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_BYTES + FragmentPool.SLACK]);
        final byte[] bytes = request.toByteArray();
        final int length = new Router(new TenantDirectory(List.of("default")), true)
                .routeUnder(snapshot, new UnsafeBuffer(bytes), 0, bytes.length, 0, response, 0);
        final byte[] answer = new byte[length];
        response.getBytes(0, answer);
        try {
            return RouteResponse.parseFrom(answer);
        } catch (final InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
