package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.health.HealthAnswers;
import io.kairoute.gateway.identity.NewKey;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.node.Served;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever balances load asks the port that serves. */
class RouteHealthTest {
    private static final long PATIENCE_S = 60;
    private static final int STREAMS = 250;

    @TempDir
    private Path directory;

    private final AtomicBoolean isLateAwaited = new AtomicBoolean();
    private final List<ManagedChannel> channels = new ArrayList<>();
    private Node server;

    @AfterEach
    void stop() {
        channels.forEach(ManagedChannel::shutdownNow);
        if (server != null) {
            TestGateways.assertNoFault(server);
            server.close();
        }
    }

    @Test
    void shouldTellWhetherItServes() {
        start(Map.of());
        final HealthGrpc.HealthBlockingStub health = stub(channel());

        final HealthCheckResponse before = health.check(HealthCheckRequest.getDefaultInstance());
        isLateAwaited.set(true);
        final HealthCheckResponse after = health.check(HealthCheckRequest.newBuilder()
                .setService("kairoute.routing.v1.RoutingService")
                .build());

        assertEquals(ServingStatus.SERVING, before.getStatus());
        assertEquals(ServingStatus.NOT_SERVING, after.getStatus());
        assertEquals(2, calls("health_check", "OK"));
    }

    @Test
    void shouldNotKnowOtherServices() {
        start(Map.of());

        final StatusRuntimeException refused =
                assertThrows(StatusRuntimeException.class, () -> stub(channel()).check(service("other")));
        final ServingStatus watched =
                stub(channel()).watch(service("other")).next().getStatus();

        assertEquals(Status.Code.NOT_FOUND, refused.getStatus().getCode());
        assertEquals(ServingStatus.SERVICE_UNKNOWN, watched);
    }

    @Test
    void shouldAskAProbeForNoKey() throws Exception {
        final Path credentials = directory.resolve("credentials.yaml");
        Files.writeString(
                credentials,
                "keys:\n  - {name: pbx, sha256: "
                        + NewKey.make(new SecureRandom()).sha256() + ", tenant: default, roles: [route]}\n");
        start(Map.of(Property.IDENTITY_CREDENTIALS, credentials.toString()));

        final ServingStatus told =
                stub(channel()).check(HealthCheckRequest.getDefaultInstance()).getStatus();

        assertEquals(ServingStatus.SERVING, told);
    }

    @Test
    void shouldTellWatchersOfEachChange() {
        start(Map.of());
        final Iterator<HealthCheckResponse> told = stub(channel()).watch(HealthCheckRequest.getDefaultInstance());

        final ServingStatus first = told.next().getStatus();
        isLateAwaited.set(true);
        final ServingStatus second = told.next().getStatus();
        isLateAwaited.set(false);
        final ServingStatus third = told.next().getStatus();

        assertEquals(
                List.of(ServingStatus.SERVING, ServingStatus.NOT_SERVING, ServingStatus.SERVING),
                List.of(first, second, third));
    }

    @Test
    void shouldTellWatchersThatItStopsBeforeTheirEnd() {
        start(Map.of());
        final Iterator<HealthCheckResponse> told = stub(channel()).watch(HealthCheckRequest.getDefaultInstance());
        assertEquals(ServingStatus.SERVING, told.next().getStatus());

        server.close();

        assertEquals(ServingStatus.NOT_SERVING, told.next().getStatus());
        final StatusRuntimeException end = assertThrows(StatusRuntimeException.class, told::next);
        assertEquals(Status.Code.UNAVAILABLE, end.getStatus().getCode());
        assertTrue(String.valueOf(end.getStatus().getDescription()).contains("stopping"), () -> "" + end);
    }

    @Test
    void shouldEndAWatchWithItsConnection() throws Exception {
        start(Map.of(Property.ROUTE_MAX_CONNECTION_AGE, "1s", Property.ROUTE_CONNECTION_GRACE, "20s"));
        final Iterator<HealthCheckResponse> told = stub(channel()).watch(HealthCheckRequest.getDefaultInstance());
        assertEquals(ServingStatus.SERVING, told.next().getStatus());

        final StatusRuntimeException end = assertThrows(StatusRuntimeException.class, told::next);

        assertEquals(Status.Code.UNAVAILABLE, end.getStatus().getCode());
        assertTrue(String.valueOf(end.getStatus().getDescription()).contains("long enough"), () -> "" + end);
        await("kairoute_calls_ended_total{cause=\"aged\"}", 1);
    }

    @Test
    void shouldEndAWatchWhenItsCallersTimeIsOver() throws Exception {
        start(Map.of());
        final Iterator<HealthCheckResponse> told =
                stub(channel()).withDeadlineAfter(1, TimeUnit.SECONDS).watch(HealthCheckRequest.getDefaultInstance());
        assertEquals(ServingStatus.SERVING, told.next().getStatus());

        final StatusRuntimeException end = assertThrows(StatusRuntimeException.class, told::next);

        assertEquals(Status.Code.DEADLINE_EXCEEDED, end.getStatus().getCode());
        await("kairoute_calls_open", 0);
    }

    @Test
    void shouldFreeThePlaceOfAWatchThatItsCallerResets() throws Exception {
        start(Map.of());
        final Context.CancellableContext watchers = watch(HealthAnswers.MAX_WATCHERS);

        final ManagedChannel last = channel();
        final Iterator<HealthCheckResponse> tooMany = stub(last).watch(HealthCheckRequest.getDefaultInstance());
        final StatusRuntimeException refused = assertThrows(StatusRuntimeException.class, tooMany::next);
        final ServingStatus checked =
                stub(last).check(HealthCheckRequest.getDefaultInstance()).getStatus();
        watchers.cancel(null);
        await("kairoute_calls_open", 0);
        final Iterator<HealthCheckResponse> told = stub(last).watch(HealthCheckRequest.getDefaultInstance());

        assertEquals(Status.Code.RESOURCE_EXHAUSTED, refused.getStatus().getCode());
        assertEquals(ServingStatus.SERVING, checked);
        assertEquals(ServingStatus.SERVING, told.next().getStatus());
        assertEquals(1, calls("health_watch", "RESOURCE_EXHAUSTED"));
        assertEquals(HealthAnswers.MAX_WATCHERS, calls("health_watch", "CANCELLED"));
    }

    @Test
    void shouldTakeNoPlaceFromContacts() throws Exception {
        start(Map.of(Property.ROUTE_MAX_OPEN_CALLS, "2"));
        final Context.CancellableContext unused = watch(10);

        final String queue = RoutingServiceGrpc.newBlockingStub(channel())
                .route(RouteRequest.getDefaultInstance())
                .getQueue();

        assertEquals("general", queue);
        await("kairoute_calls_open", 10);
    }

    @Test
    void shouldShowPagesToProbesOfHttp() throws Exception {
        start(Map.of());
        try (RawCaller http2 = new RawCaller(server.routePort(), HttpVersion.HTTP_2);
                RawCaller http1 = new RawCaller(server.routePort(), HttpVersion.HTTP_1_1)) {
            final RawCaller.Answer alive = get(http2, HttpMethod.GET, "/healthz");
            final RawCaller.Answer ready = get(http1, HttpMethod.GET, "/readyz?verbose");
            final RawCaller.Answer head = get(http1, HttpMethod.HEAD, "/readyz");
            isLateAwaited.set(true);
            final RawCaller.Answer unready = get(http1, HttpMethod.GET, "/readyz");
            final RawCaller.Answer put = get(http1, HttpMethod.PUT, "/readyz");
            final RawCaller.Answer badEscape = get(http1, HttpMethod.GET, "/readyz?%");

            assertEquals("200 alive", told(alive));
            assertEquals("200 ready", told(ready));
            assertEquals("200 ", told(head));
            assertEquals("503 not ready", told(unready));
            assertEquals(405, put.httpStatus());
            assertEquals(400, badEscape.httpStatus());
        }
        assertEquals(3, calls("health_page", "OK"));
        assertEquals(1, calls("health_page", "UNAVAILABLE"));
        assertFalse(server.isReady());
    }

    private void start(final Map<Property, String> properties) {
        final TenantDirectory tenants = new TenantDirectory(List.of("default", "late"));
        tenants.holder(0).publish(TestTables.snapshot("default", 1));
        server = TestGateways.start(properties, Served.of(tenants).where(tenant -> tenant == 0 || isLateAwaited.get()));
    }

    private ManagedChannel channel() {
        final ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.routePort())
                .usePlaintext()
                .build();
        channels.add(channel);
        return channel;
    }

    private static HealthGrpc.HealthBlockingStub stub(final ManagedChannel channel) {
        return HealthGrpc.newBlockingStub(channel).withDeadlineAfter(PATIENCE_S, TimeUnit.SECONDS);
    }

    private static HealthCheckRequest service(final String name) {
        return HealthCheckRequest.newBuilder().setService(name).build();
    }

    /** So many watches that were told once; they go on until they are cancelled. */
    private Context.CancellableContext watch(final int watches) throws InterruptedException {
        final Context.CancellableContext all = Context.current().withCancellation();
        final CountDownLatch told = new CountDownLatch(watches);
        all.run(() -> {
            ManagedChannel channel = channel();
            for (int i = 0; i < watches; i++) {
                channel = i % STREAMS == 0 ? channel() : channel;
                HealthGrpc.newStub(channel).watch(HealthCheckRequest.getDefaultInstance(), new Watcher(told));
            }
        });
        assertTrue(told.await(PATIENCE_S, TimeUnit.SECONDS), () -> told.getCount() + " were not told");
        return all;
    }

    private record Watcher(CountDownLatch told) implements StreamObserver<HealthCheckResponse> {
        @Override
        public void onNext(final HealthCheckResponse answer) {
            told.countDown();
        }

        @Override
        public void onError(final Throwable end) {}

        @Override
        public void onCompleted() {}
    }

    private static RawCaller.Answer get(final RawCaller caller, final HttpMethod method, final String path)
            throws Exception {
        return caller.send(method, path, Map.of(), Buffer.buffer());
    }

    private static String told(final RawCaller.Answer answer) {
        return answer.httpStatus() + " " + answer.body().toString().strip();
    }

    private double calls(final String method, final String code) {
        return TestGateways.metric(server, "kairoute_calls_total{code=\"" + code + "\",method=\"" + method + "\"}");
    }

    private void await(final String metric, final int expected) {
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (TestGateways.metric(server, metric) != expected) {
            assertTrue(System.nanoTime() < endNs, () -> metric + " is " + TestGateways.metric(server, metric));
            Thread.onSpinWait();
        }
    }
}
