package io.kairoute.gateway.route;

import io.kairoute.gateway.format.LaterQueues;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.router.codec.RouteRequestFlyweight;
import io.kairoute.router.decide.DecisionSink;
import io.kairoute.router.decide.Router;
import io.kairoute.router.explain.MadeDecision;
import io.kairoute.router.snapshot.TenantDirectory;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochClock;
import org.jspecify.annotations.Nullable;

/**
 * The router of one event loop, with what it writes into.
 *
 * <p>A decision is made first and given later, or never: what is refused after all, for its role or its deadline, was never decided.
 * So it is counted, and logged, when it is given. Thread-confined: owned by its event loop. A decision is good until the next one.
 */
final class LaneRouter {
    private final TenantDirectory tenants;
    private final EpochClock clock;
    private final Ledger ledger;
    private final @Nullable HeldDecision held;
    private final Router router;
    private final PlatformField platforms = new PlatformField();
    private final AnswerBuffer answer = new AnswerBuffer();
    private int answerLength;

    LaneRouter(final SharedByLanes shared, final Ledger ledger) {
        final DecisionSink log = shared.settings().sinks().get();
        this.tenants = shared.tenants();
        this.clock = shared.epochClock();
        this.ledger = ledger;
        this.held = log == null ? null : new HeldDecision(log);
        this.router = new Router(tenants, shared.settings().trustsClientTimestamps(), held);
    }

    /** Makes a decision about a message; returns its bytes in {@link #answer}, or a negative status for {@link #refusal}. */
    int route(final DirectBuffer message, final Caller caller) {
        final DirectBuffer named = begin(message, caller);
        answerLength = router.route(
                named, 0, named.capacity(), caller.tenant(), clock.time(), answer.bytes(), AnswerBuffer.OFFSET);
        return answerLength;
    }

    /** As {@link #route}, to the tenant's defaults. */
    int routeToDefault(final DirectBuffer message, final Caller caller) {
        final DirectBuffer named = begin(message, caller);
        answerLength = router.routeToDefault(
                named, 0, named.capacity(), caller.tenant(), clock.time(), answer.bytes(), AnswerBuffer.OFFSET);
        return answerLength;
    }

    /** The message, with the platform that the caller is known to be named in it; the decision before is forgotten. */
    private DirectBuffer begin(final DirectBuffer message, final Caller caller) {
        if (held != null) {
            held.drop();
        }
        return caller.platform().isEmpty() ? message : platforms.before(message, message.capacity(), caller.platform());
    }

    /** Gives the decision that was just made: has it counted and logged, once. */
    void give() {
        ledger.decided(router.contact());
        if (held != null) {
            held.give();
        }
    }

    /** Where the contact of the last decision may go after its queue, in the words of a platform. */
    LaterQueues laterQueues(final String platform) {
        return QueuesOnPlatform.after(router.contact(), platform);
    }

    /** Keeps the decision that was just made, with all that it read. */
    MadeDecision keep() {
        final RouteRequestFlyweight asked = router.contact().request;
        final byte[] request = new byte[asked.messageLength()];
        System.arraycopy(asked.bytes(), asked.start(), request, 0, request.length);
        final byte[] copy = new byte[answerLength];
        answer.bytes().getBytes(AnswerBuffer.OFFSET, copy);
        return MadeDecision.of(router.contact(), request, copy);
    }

    /** Gives a decision that was kept: it is made once more, for those who count and log. */
    void give(final MadeDecision kept) {
        final int length = kept.makeAgain(router, answer.bytes(), AnswerBuffer.OFFSET);
        ledger.decided(router.contact());
        if (held != null) {
            held.giveAgain(router.contact(), answer.bytes(), AnswerBuffer.OFFSET, length);
        }
    }

    /** The ordinal of the tenant that a decision was made for. */
    int tenantOf(final MadeDecision kept) {
        return tenants.find(kept.tenantId(), 0, kept.tenantId().length);
    }

    /** Whether the last request asks why. */
    boolean isAskedWhy() {
        return router.contact().request.isExplainFull();
    }

    /** The last request. */
    RouteRequestFlyweight request() {
        return router.contact().request;
    }

    /** The refusal behind the last negative status. */
    Refusal refusal(final int status) {
        return Refusal.ofRouteStatus(
                status, FaultFields.name(router.contact().request.faultField()));
    }

    /** Holds the last answer. */
    AnswerBuffer answer() {
        return answer;
    }
}
