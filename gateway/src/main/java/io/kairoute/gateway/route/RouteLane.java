package io.kairoute.gateway.route;

import io.kairoute.gateway.explain.ExplainDesk;
import io.kairoute.gateway.health.HealthAnswers;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.identity.CallerGuard;
import io.kairoute.gateway.identity.Verdict;
import io.kairoute.gateway.observe.LoopMeter;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parts that one event loop routes with, each with a job of its own.
 *
 * <pre>
 *   who calls? --> {@link Turns}: now? --> {@link Answering}: what is answered? --> {@link Ledger}: what came of it?
 *                                          {@link LaneRouter}: decides
 * </pre>
 *
 * <p>Thread-confined: owned by its event loop.
 */
final class RouteLane {
    private final SharedByLanes shared;
    private final CallerGuard guard;
    private final Consumer<Handler<Void>> loop;
    private final PayloadView payload = new PayloadView();
    private final OpenCalls openCalls = new OpenCalls();
    private final HealthWatches healthWatches = new HealthWatches(openCalls);
    private final Ledger ledger;
    private final LaneRouter router;
    private final Answering answering;
    private final Turns turns;

    /**
     * Makes the parts of one event loop.
     *
     * @param guard the loop's own
     * @param meter the loop's own
     * @param loop runs a task on the event loop, once all calls of its turn have begun; any thread may ask for that
     */
    RouteLane(
            final SharedByLanes shared,
            final CallerGuard guard,
            final LoopMeter meter,
            final Consumer<Handler<Void>> loop) {
        this.shared = shared;
        this.guard = guard;
        this.loop = loop;
        this.ledger = new Ledger(shared, meter);
        this.router = new LaneRouter(shared, ledger);
        this.answering = new Answering(router, shared.nanoClock());
        this.turns = new Turns(shared, openCalls, ledger, loop);
    }

    /** Who calls, if that can be told from the headers at once and the caller may route; else null. */
    @Nullable
    Caller knownCaller(final Function<CharSequence, ? extends @Nullable CharSequence> headers) {
        return guard.known(headers, RoutePaths.NEEDED);
    }

    /** Whether nobody is asked for credentials. */
    boolean isOpen() {
        return guard.isOpen();
    }

    /** Hands a request on to be judged, at once or when the token that it presents was looked at. */
    void whenProven(final HttpServerRequest request, final Handler<HttpServerRequest> next) {
        guard.whenProven(request, next);
    }

    /** Says who calls, and whether that caller may route. */
    Verdict judge(final HttpServerRequest request) {
        return guard.judge(request, RoutePaths.NEEDED);
    }

    /** Views payloads where they lie. */
    PayloadView payload() {
        return payload;
    }

    Turns turns() {
        return turns;
    }

    Answering answering() {
        return answering;
    }

    LaneRouter router() {
        return router;
    }

    Ledger ledger() {
        return ledger;
    }

    OpenCalls openCalls() {
        return openCalls;
    }

    /** What is said of this node's health. */
    HealthAnswers health() {
        return shared.health();
    }

    HealthWatches healthWatches() {
        return healthWatches;
    }

    ExplainDesk explainDesk() {
        return shared.explainDesk();
    }

    RouteSettings settings() {
        return shared.settings();
    }

    /** How long an answer may stay unread. */
    long unreadNs() {
        return TimeUnit.MILLISECONDS.toNanos(shared.settings().unreadMs());
    }

    /** The time by the clock that calls are measured with. */
    long nanoTime() {
        return shared.nanoClock().nanoTime();
    }

    /** Runs a task on the event loop; any thread may call it. */
    void run(final Runnable task) {
        loop.accept(nothing -> task.run());
    }
}
