package io.kairoute.gateway.ends;

import com.nimbusds.jose.jwk.ECKey;
import io.kairoute.gateway.ends.CallKind.Door;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes calls to a node, a few at a time over a connection that it keeps, each brought to its end as drawn.
 *
 * <p>Thread-confined: owned by its thread; what peers share is thread-safe.
 */
final class Peer implements AutoCloseable {
    private static final int MOST_AT_ONCE = 6;
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    /** A connection that ages takes three seconds and more. */
    private static final int AGED_IN = 250;

    private final EndsNode node;
    private final Shared shared;
    private final Tally tally;
    private final boolean mayCut;
    private final Map<Door, Http2Line> lines = new EnumMap<>(Door.class);

    /**
     * What all peers share. Thread-safe.
     *
     * @param seed what all draws come from, with a run's number
     * @param stranger a key that the node does not know
     * @param next the number of the next run
     * @param busy runs that were refused for being too much
     * @param admin places of the admin listener, fewer than it has
     */
    record Shared(long seed, ECKey stranger, AtomicLong next, AtomicLong busy, Semaphore admin) {}

    /** Places of the admin listener that calls hold which began together; nobody waits for a place who holds one. */
    private static final class Places {
        private final Semaphore of;
        private int held;

        private Places(final Semaphore of, final int held) {
            this.of = of;
            this.held = held;
        }

        /** Waits for as many places as there are calls; a call of the route listener needs none. */
        static Places take(final Semaphore admin, final Door door, final int calls) throws InterruptedException {
            final int needed = door == Door.ADMIN ? calls : 0;
            admin.acquire(needed);
            return new Places(admin, needed);
        }

        /** A call is over. */
        void giveOne() {
            if (held > 0) {
                held--;
                of.release();
            }
        }

        void giveAll() {
            of.release(held);
            held = 0;
        }
    }

    /**
     * Makes a peer of a round.
     *
     * @param tally takes what is heard
     * @param mayCut whether the peer resets connections, so that nobody knows which calls came through
     */
    Peer(final EndsNode node, final Shared shared, final Tally tally, final boolean mayCut) {
        this.node = node;
        this.shared = shared;
        this.tally = tally;
        this.mayCut = mayCut;
    }

    /** Makes calls until a run has this number. */
    void run(final long end) throws Exception {
        long first = shared.next().getAndAdd(MOST_AT_ONCE);
        while (first < end) {
            final int count = (int) Math.min(MOST_AT_ONCE, end - first);
            batch(first, count, new SplittableRandom(shared.seed() + first * GOLDEN));
            first = shared.next().getAndAdd(MOST_AT_ONCE);
        }
    }

    @Override
    public void close() throws IOException {
        for (final Http2Line line : lines.values()) {
            line.close();
        }
    }

    private void batch(final long first, final int count, final SplittableRandom random) throws Exception {
        final Door door = random.nextBoolean() ? Door.ROUTE : Door.ADMIN;
        final List<Plan> plans = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            plans.add(Plan.draw(first + i, CallKind.of(door), node, shared.stranger(), random));
        }
        if (random.nextInt(4) == 0) {
            overHttp1(plans, random);
        } else {
            overHttp2(door, plans.stream().filter(plan -> !plan.holdsUpOthers()).toList(), random);
            for (final Plan plan : plans) {
                if (plan.holdsUpOthers()) {
                    overHttp2(door, List.of(plan), random);
                }
            }
        }
    }

    /** A connection over HTTP/1 has no word for its age: it closes, here before a body that stays away has used up its time. */
    private void overHttp1(final List<Plan> plans, final SplittableRandom random)
            throws IOException, InterruptedException {
        for (final Plan plan : plans) {
            if (plan.kind().isPlain() && (mayCut || !Http1Call.cuts(plan))) {
                final Places places = Places.take(shared.admin(), plan.kind().door(), 1);
                try {
                    final Heard heard =
                            new Http1Call(plan, random).make(port(plan.kind().door()));
                    final boolean isWhole = plan.ending() != Ending.HALF_CLOSED && plan.ending() != Ending.SILENT;
                    check(plan, heard, isWhole ? Plan.Line.WHOLE : Plan.Line.ENDED);
                    tally.add(plan.kind(), heard, isWhole);
                } catch (final AssertionError e) {
                    throw new AssertionError(plan + " over HTTP/1", e);
                } finally {
                    places.giveAll();
                }
            }
        }
    }

    private void overHttp2(final Door door, final List<Plan> plans, final SplittableRandom random)
            throws IOException, InterruptedException {
        final Places places = Places.take(shared.admin(), door, plans.size());
        try {
            overHttp2(door, plans, random, places);
        } finally {
            places.giveAll();
        }
    }

    private void overHttp2(final Door door, final List<Plan> plans, final SplittableRandom random, final Places places)
            throws IOException {
        final Http2Line line = line(door);
        final LineEnding lineEnding = lineEnding(door, random);
        final List<Http2Call> calls = new ArrayList<>();
        for (final Plan plan : plans) {
            calls.add(new Http2Call(plan, line, random));
        }
        Collections.shuffle(calls, new Random(random.nextLong()));
        try {
            for (final Http2Call call : calls) {
                if (lineEnding == LineEnding.NONE || random.nextBoolean()) {
                    call.act();
                }
            }
            switch (lineEnding) {
                case NONE -> {
                    for (final Http2Call call : calls) {
                        call.finish();
                        places.giveOne();
                    }
                }
                case CUT -> line.cut();
                case SHUT -> {
                    line.shut();
                    line.awaitClosed();
                }
                case AGED -> line.awaitClosed();
            }
            for (final Http2Call call : calls) {
                final boolean isWhole = lineEnding == LineEnding.NONE && line.isUsable();
                final Plan.Line became =
                        isWhole ? Plan.Line.WHOLE : call.hasActed() ? Plan.Line.ENDED : Plan.Line.ENDED_BEFORE;
                check(call.plan(), call.heard(), became);
                tally.add(call.plan().kind(), call.heard(), isWhole);
            }
        } catch (final AssertionError e) {
            throw new AssertionError("among " + plans + ", line " + lineEnding + ", seed " + shared.seed(), e);
        }
    }

    private LineEnding lineEnding(final Door door, final SplittableRandom random) {
        if (door == Door.ROUTE && random.nextInt(AGED_IN) == 0) {
            return LineEnding.AGED;
        }
        return switch (random.nextInt(16)) {
            case 0 -> mayCut ? LineEnding.CUT : LineEnding.SHUT;
            case 1 -> LineEnding.SHUT;
            default -> LineEnding.NONE;
        };
    }

    private void check(final Plan plan, final Heard heard, final Plan.Line line) {
        try {
            plan.check(heard, line);
        } catch (final AssertionError e) {
            throw new AssertionError(plan.toString(), e);
        }
        if (plan.isBusy(heard)) {
            shared.busy().incrementAndGet();
        }
    }

    private Http2Line line(final Door door) throws IOException {
        Http2Line line = lines.get(door);
        if (line != null) {
            line.catchUp();
        }
        if (line == null || !line.isUsable()) {
            if (line != null) {
                line.close();
            }
            line = new Http2Line(port(door));
            lines.put(door, line);
        }
        return line;
    }

    private int port(final Door door) {
        return door == Door.ROUTE ? node.routePort() : node.adminPort();
    }
}
