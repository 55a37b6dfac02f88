package io.kairoute.gateway.ends;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.kairoute.gateway.identity.TestIssuer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a handler or a peer does, each call of either listener gets one status or one closed connection, and leaves nothing.
 *
 * <p>Every kind of call is driven through every end, many at once, all drawn from one seed. Each round has a node of its own, which
 * at its end is closed with calls open. Property {@code kairoute.ends.runs} says how many calls are made, {@code kairoute.seed}
 * repeats the draws; how calls of different peers fall together is not drawn.
 */
class EveryCallEndsTest {
    private static final long RUNS = Long.getLong("kairoute.ends.runs", 20_000);
    private static final long SEED = Long.getLong("kairoute.seed", System.nanoTime());
    private static final int RUNS_OF_ROUND = 5_000;
    private static final int PEERS = 24;
    private static final int ADMIN_PLACES = 28;
    private static final long LONGEST_WAIT_NS = TimeUnit.SECONDS.toNanos(30);

    @TempDir
    static Path directory;

    private final AtomicLong next = new AtomicLong();
    private final AtomicLong busy = new AtomicLong();

    @Test
    void shouldLeaveNothingBehindHoweverACallEnds() throws Exception {
        System.out.println("kairoute.seed=" + SEED + " kairoute.ends.runs=" + RUNS);
        final ECKey stranger = new ECKeyGenerator(Curve.P_256).keyID("stranger").generate();
        final Peer.Shared shared = new Peer.Shared(SEED, stranger, next, busy, new Semaphore(ADMIN_PLACES));
        try (QuietLog quiet = new QuietLog();
                Leftovers leftovers = new Leftovers();
                TestIssuer issuer = new TestIssuer()) {
            for (int round = 0; next.get() < RUNS; round++) {
                round(directory.resolve("round-" + round), issuer, leftovers, shared);
            }
            assertEquals(List.of(), quiet.unexpected(), "logged");
        }
        assertTrue(busy.get() * 20 < RUNS, () -> busy + " of " + RUNS + " calls were refused for being too much");
    }

    private void round(final Path at, final TestIssuer issuer, final Leftovers leftovers, final Peer.Shared shared)
            throws Exception {
        final Set<Thread> threadsBefore = Leftovers.threads();
        try (EndsNode node = new EndsNode(at, issuer)) {
            leftovers.follow();
            final int timersBefore = timersOf(node, shared);
            final Tally tally = new Tally(node);
            // From here the issuer keeps all who ask for a key waiting.
            issuer.stall(TestIssuer.Stall.SAYS_NOTHING);

            drive(node, shared, tally, Math.min(RUNS, next.get() + RUNS_OF_ROUND));

            awaitEqual(0.0, () -> node.metric("kairoute_connections_open"), "connections");
            awaitEqual(0.0, () -> node.metric("kairoute_calls_open"), "calls of the route listener");
            awaitEqual(0.0, () -> node.metric("kairoute_admin_calls_open"), "calls of the admin listener");
            awaitEqual(0.0, () -> node.metric("kairoute_admin_lane_works"), "works in lanes");
            awaitEqual(0, node.misbehaviour()::uploadsOpen, "uploads");
            awaitEqual(timersBefore, () -> Leftovers.timers(node.misbehaviour().vertx()), "timers");
            awaitEqual(List.of(), leftovers::buffers, "buffers");
            assertEquals(0.0, node.metric("kairoute_faults_uncaught_total"), "what left a handler of an event loop");
            // A call that was let go while its token was proven is counted when that ends.
            awaitEqual(0L, () -> tally.missing(CallKind.Door.ROUTE, node), "calls of the route listener not counted");
            awaitEqual(0L, () -> tally.missing(CallKind.Door.ADMIN, node), "calls of the admin listener not counted");
            tally.check(node);
            issuer.stall(TestIssuer.Stall.NOT);
            drain(node, shared);
        }
        awaitEqual(Set.of(), () -> since(threadsBefore), "threads");
        awaitEqual(List.of(), leftovers::buffers, "buffers after the stop");
    }

    /** The threads that were not there before; one of those that were may have ended meanwhile. */
    private static Set<Thread> since(final Set<Thread> before) {
        final Set<Thread> threads = new HashSet<>(Leftovers.threads());
        threads.removeAll(before);
        return threads;
    }

    /** One stream tells what the node runs on. */
    private static int timersOf(final EndsNode node, final Peer.Shared shared) throws Exception {
        try (Http2Line line = new Http2Line(node.adminPort())) {
            final SplittableRandom random = new SplittableRandom(0);
            Plan plan;
            do {
                plan = Plan.draw(0, List.of(CallKind.STREAM), node, shared.stranger(), random);
            } while (plan.ending() != Ending.ANSWERED);
            final Http2Call call = new Http2Call(plan, line, random);
            call.finish();
            plan.check(call.heard(), Plan.Line.WHOLE);
        }
        awaitEqual(0.0, () -> node.metric("kairoute_connections_open"), "connections");
        return Leftovers.timers(node.misbehaviour().vertx());
    }

    /** In every second round nobody cuts a connection, and so each call is known to have come. */
    private static void drive(final EndsNode node, final Peer.Shared shared, final Tally tally, final long end)
            throws Exception {
        final boolean mayCut = end / RUNS_OF_ROUND % 2 == 0;
        final ExecutorService threads = Executors.newFixedThreadPool(PEERS);
        final List<Future<?>> peers = new ArrayList<>();
        for (int i = 0; i < PEERS; i++) {
            peers.add(threads.submit(() -> {
                try (Peer peer = new Peer(node, shared, tally, mayCut)) {
                    peer.run(end);
                }
                return null;
            }));
        }
        threads.shutdown();
        for (final Future<?> peer : peers) {
            final Object unused = peer.get();
        }
        // Each peer may have drawn numbers beyond the end.
        shared.next().set(end);
    }

    /** Stops the node with calls of every kind open; each must end. */
    private static void drain(final EndsNode node, final Peer.Shared shared) throws IOException {
        final SplittableRandom random =
                new SplittableRandom(shared.seed() + shared.next().get());
        final List<Http2Line> lines = new ArrayList<>();
        for (final CallKind.Door door : CallKind.Door.values()) {
            for (int i = 0; i < 4; i++) {
                final Http2Line line = new Http2Line(door == CallKind.Door.ROUTE ? node.routePort() : node.adminPort());
                lines.add(line);
                for (int j = 0; j < 6; j++) {
                    final Plan plan =
                            Plan.draw(shared.next().get(), CallKind.of(door), node, shared.stranger(), random);
                    final Http2Call unused = new Http2Call(plan, line, random);
                }
                line.flush();
            }
        }

        node.close();

        for (final Http2Line line : lines) {
            line.awaitClosed();
        }
    }

    private static <T> void awaitEqual(final T expected, final Supplier<T> actual, final String what) {
        final long endNs = System.nanoTime() + LONGEST_WAIT_NS;
        T last = actual.get();
        while (!last.equals(expected) && System.nanoTime() < endNs) {
            Thread.onSpinWait();
            last = actual.get();
        }
        assertEquals(expected, last, what);
    }
}
