package io.kairoute.gateway.route;

import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.explain.ExplainDesk;
import io.kairoute.gateway.identity.Callers;
import io.kairoute.gateway.observe.FaultLog;
import io.kairoute.gateway.observe.GatewayMeters;
import io.kairoute.gateway.trace.Spans;
import io.kairoute.router.decide.DecisionKind;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.routing.v1.RouteRequest;
import io.vertx.core.Handler;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The parts of one event loop without a listener, whose clock and tasks a test holds. */
final class LoneLane implements AutoCloseable {
    private static final long UNREAD_MS = 30_000;

    private final TenantDirectory tenants = TestTables.tenants("default");
    private final FaultLog faultLog = new FaultLog();
    private final ExplainDesk desk = new ExplainDesk(tenants, true, faultLog);
    private final GatewayMeters meters = new GatewayMeters(1);
    private final List<DecisionKind> logged = new ArrayList<>();
    private final Deque<Handler<Void>> tasks = new ArrayDeque<>();
    private final RouteLane lane;
    private long nowNs;
    private long stepNs;

    LoneLane() {
        final RouteSettings settings =
                LoneListener.settings(UNREAD_MS, (contact, answer, at, length) -> logged.add(contact.kind()));
        lane = new RouteLane(
                new SharedByLanes(
                        tenants,
                        settings,
                        LoneListener.health(tenants),
                        desk,
                        faultLog,
                        null,
                        Spans.NONE,
                        this::nanoTime,
                        () -> 0),
                Callers.everybody().guard("route"),
                meters.loop(0),
                tasks::add);
    }

    private long nanoTime() {
        nowNs += stepNs;
        return nowNs;
    }

    /** From now on each look at the clock takes so long. */
    void step(final long eachNs) {
        stepNs = eachNs;
    }

    RouteLane lane() {
        return lane;
    }

    /** The kinds of the decisions that were logged, in their order. */
    List<DecisionKind> logged() {
        return logged;
    }

    /** What the loop was given to do, and has not done. */
    Deque<Handler<Void>> tasks() {
        return tasks;
    }

    /** The value of a series; 0 where it does not show. */
    double metric(final String series) {
        return sum(series + " ");
    }

    /** The sum of all series whose text starts so. */
    double sum(final String start) {
        return meters.scrape()
                .lines()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    static DirectBuffer message(final RouteRequest request) {
        return new UnsafeBuffer(request.toByteArray());
    }

    @Override
    public void close() {
        desk.close();
        meters.close();
    }
}
