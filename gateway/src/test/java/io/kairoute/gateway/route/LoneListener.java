package io.kairoute.gateway.route;

import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.admission.AdmissionLimits;
import io.kairoute.gateway.edge.VertxSeam;
import io.kairoute.gateway.explain.ExplainDesk;
import io.kairoute.gateway.format.ResponseFormats;
import io.kairoute.gateway.health.HealthAnswers;
import io.kairoute.gateway.health.Readiness;
import io.kairoute.gateway.identity.Callers;
import io.kairoute.gateway.observe.CallEnd;
import io.kairoute.gateway.observe.FaultLog;
import io.kairoute.gateway.observe.GatewayMeters;
import io.kairoute.gateway.trace.Spans;
import io.kairoute.router.Limits;
import io.kairoute.router.decide.Contact;
import io.kairoute.router.decide.DecisionKind;
import io.kairoute.router.decide.DecisionSink;
import io.kairoute.router.decide.Router;
import io.kairoute.router.explain.MadeDecision;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.routing.v1.RouteRequest;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/** One event loop's share of a route listener with nothing around it, whose desk and loop a test can hold up. */
final class LoneListener implements AutoCloseable {
    private static final long DEADLINE_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long MOST_S = 30;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final CountDownLatch asked = new CountDownLatch(1);
    private final TenantDirectory tenants = TestTables.noticing(asked::countDown);
    private final FaultLog faultLog = new FaultLog();
    private final ExplainDesk desk = new ExplainDesk(tenants, true, faultLog);
    private final GatewayMeters meters = new GatewayMeters(1);
    private final List<byte[]> logged = new CopyOnWriteArrayList<>();
    private final CountDownLatch deskGate = new CountDownLatch(1);
    private final RouteListener listener;

    LoneListener() {
        this(30_000);
    }

    /** One whose answers may stay unread for so long. */
    LoneListener(final long unreadMs) {
        this(unreadMs, Callers.everybody());
    }

    /** One that serves these callers alone. */
    LoneListener(final long unreadMs, final Callers callers) {
        listener = new RouteListener(
                new HttpServerOptions().setHost("127.0.0.1").setPort(0),
                shared(tenants, settings(unreadMs, this::decided), desk, faultLog),
                callers.guard("route"),
                meters.loop(0));
        join(vertx.deployVerticle(listener).toCompletionStage().toCompletableFuture());
    }

    static SharedByLanes shared(
            final TenantDirectory tenants,
            final RouteSettings settings,
            final ExplainDesk desk,
            final FaultLog faultLog) {
        return new SharedByLanes(
                tenants,
                settings,
                health(tenants),
                desk,
                faultLog,
                null,
                Spans.NONE,
                SystemNanoClock.INSTANCE,
                SystemEpochClock.INSTANCE);
    }

    /** What is said of a node that is up. */
    static HealthAnswers health(final TenantDirectory tenants) {
        final Readiness.Phase up = new Readiness.Phase() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public boolean isStopping() {
                return false;
            }
        };
        return new HealthAnswers(new Readiness(up, tenants, ordinal -> true));
    }

    static RouteSettings settings(final long unreadMs, final DecisionSink sink) {
        return new RouteSettings(
                DEADLINE_NS,
                TimeUnit.SECONDS.toNanos(60),
                true,
                false,
                new AdmissionLimits(1_000, TimeUnit.SECONDS.toNanos(10), 0, 0),
                100,
                0,
                100,
                unreadMs,
                () -> sink,
                Set.of(),
                new ResponseFormats(Map.of()),
                new VertxSeam());
    }

    private void decided(final Contact contact, final DirectBuffer response, final int offset, final int length) {
        final byte[] answer = new byte[length];
        response.getBytes(offset, answer);
        logged.add(contact.kind() == DecisionKind.DECIDED ? answer : new byte[0]);
    }

    int port() {
        return listener.port();
    }

    /** The answers that were logged, in their order; an empty one for a deadline's. */
    List<byte[]> logged() {
        return logged;
    }

    boolean isFaulty() {
        return meters.scrape().lines().anyMatch(line -> line.startsWith("kairoute_faults_total 1"));
    }

    /** How many calls ended so. */
    double ended(final CallEnd end) {
        final String series = "kairoute_calls_ended_total{cause=\"" + end.label() + "\"} ";
        return meters.scrape()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .sum();
    }

    /** How many calls were answered, whatever with. */
    double answered() {
        return meters.scrape()
                .lines()
                .filter(line -> line.startsWith("kairoute_calls_total{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** How many calls are open, by the loop's own count. */
    int openCalls() {
        final AtomicInteger open = new AtomicInteger();
        blockLoop(() -> open.set(listener.openCalls()));
        return open.get();
    }

    /** Waits until so many calls have ended so; each look is a turn of the loop. */
    void awaitEnded(final CallEnd end, final int calls) {
        final long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_S);
        while (ended(end) < calls) {
            blockLoop(() -> {});
            if (System.nanoTime() > untilNs) {
                throw new AssertionError("calls that ended so: " + ended(end));
            }
        }
    }

    /** Waits until no call is open; each look is a turn of the loop. */
    void awaitNoOpenCall() {
        final long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_S);
        while (openCalls() > 0) {
            if (System.nanoTime() > untilNs) {
                throw new AssertionError(openCalls() + " calls are still open");
            }
        }
    }

    /** Nothing is explained until {@link #releaseDesk}. */
    void holdDesk() {
        final Router router = new Router(tenants, true);
        final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_ROOM]);
        final byte[] request =
                RouteRequest.newBuilder().setContactId("held").build().toByteArray();
        final byte[] answer = new byte[router.route(new UnsafeBuffer(request), 0, request.length, 0, 0, response, 0)];
        response.getBytes(0, answer);
        final CountDownLatch held = new CountDownLatch(1);
        desk.explain(
                new ExplainDesk.Question(MadeDecision.of(router.contact(), request, answer), 0, false),
                System.nanoTime(),
                explained -> {
                    held.countDown();
                    await(deskGate);
                });
        await(held);
    }

    void releaseDesk() {
        deskGate.countDown();
    }

    /** Waits until a contact with a key was decided. */
    void awaitDecision() {
        await(asked);
    }

    /** Runs something on the event loop, and waits until it is done. */
    void blockLoop(final Runnable task) {
        final CompletableFuture<Void> done = new CompletableFuture<>();
        listener.execute(() -> {
            task.run();
            done.complete(null);
        });
        join(done);
    }

    @Override
    public void close() {
        deskGate.countDown();
        join(vertx.close().toCompletionStage().toCompletableFuture());
        desk.close();
        meters.close();
    }

    private static void await(final CountDownLatch latch) {
        try {
            if (!latch.await(MOST_S, TimeUnit.SECONDS)) {
                throw new AssertionError("nothing happened in " + MOST_S + " s");
            }
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void join(final CompletableFuture<?> future) {
        future.orTimeout(MOST_S, TimeUnit.SECONDS).join();
    }
}
