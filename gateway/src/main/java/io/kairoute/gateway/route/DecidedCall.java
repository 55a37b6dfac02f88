package io.kairoute.gateway.route;

import io.kairoute.gateway.explain.ExplainDesk;
import io.kairoute.gateway.explain.ExplainedAnswer;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.observe.CallKind;
import io.kairoute.gateway.wire.CallRefusals;
import io.kairoute.router.explain.MadeDecision;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A call that is answered with one decision, once its message is there.
 *
 * <pre>
 *   message --{@link Turns}--> onDecision: decide --> answered, or refused
 *                                  |
 *                                  +--asked why--> [explaining] --the reasons, or no more time for them--> answered
 * </pre>
 *
 * <p>Thread-confined: owned by its event loop.
 */
abstract class DecidedCall extends RouteCall {
    private static final Buffer NO_MESSAGE = Buffer.buffer();

    /** Of the time that a caller has left, this part is kept to answer in, and at least two rounds of the sweep. */
    private static final int ANSWER_SHARE = 8;

    private static final long LEAST_ANSWER_NS = 10_000_000;

    private @Nullable MadeDecision kept;

    DecidedCall(final RouteLane lane, final HttpServerRequest request, final CallKind kind, final CallStart start) {
        super(lane, request, kind, start);
    }

    /** The call has its turn: its message is to be decided. */
    abstract void onDecision(long nowNs);

    /** Answers with the decision that stands in the lane's answer. */
    abstract void answer(int length);

    /** Answers with a decision that was explained, as far as there was time. */
    abstract void answer(byte[] decision);

    /** Called when the call has its turn later than it asked for it. */
    final void decideLate() {
        if (isAnswered()) {
            return;
        }
        try {
            onDecision(lane.nanoTime());
        } catch (final RuntimeException | Error e) {
            fail(e);
        }
    }

    /** Decides about the message, and answers with what came of it. */
    final void decide(final DirectBuffer message, final long nowNs) {
        end(lane.answering().decide(message, start, nowNs));
    }

    @Override
    final void onDeadline() {
        if (kept == null) {
            end(lane.answering().decideLate(lane.payload().wrap(NO_MESSAGE, 0, 0), start));
        } else {
            explained(null);
        }
    }

    private void end(final int length) {
        if (length == Answering.ASKED_WHY) {
            explain();
        } else if (length < 0) {
            refuse(lane.answering().refusal(length));
        } else {
            answer(length);
        }
    }

    /**
     * Has the decision that the lane just made explained, and goes on when that is done, or when no more time is left: then the
     * decision goes out with a trace that is empty and says that it was cut. Refuses one too many.
     */
    private void explain() {
        final MadeDecision decision = lane.router().keep();
        final long nowNs = lane.nanoTime();
        final ExplainDesk.Question question = new ExplainDesk.Question(
                decision,
                lane.router().tenantOf(decision),
                !Role.maySeeRisks(start.caller().roles()));
        if (lane.explainDesk().explain(question, nowNs, this::onLoop)) {
            kept = decision;
            dueAt(start.isOwnDeadline() ? start.deadlineNs() : start.deadlineNs() - answerNs(nowNs));
        } else {
            refuse(CallRefusals.TOO_MANY_EXPLANATIONS);
        }
    }

    private long answerNs(final long nowNs) {
        return Math.max(LEAST_ANSWER_NS, (start.deadlineNs() - nowNs) / ANSWER_SHARE);
    }

    // Called by the desk's thread.
    private void onLoop(final byte @Nullable [] answer) {
        lane.run(() -> explained(answer));
    }

    private void explained(final byte @Nullable [] answer) {
        final MadeDecision decision = kept;
        kept = null;
        if (isAnswered() || decision == null) {
            return;
        }
        try {
            if (!start.isOwnDeadline() && isLate()) {
                refuse(CallRefusals.DEADLINE_EXCEEDED);
            } else {
                lane.router().give(decision);
                answer(answer == null ? ExplainedAnswer.withoutReasons(decision.answer()) : answer);
            }
        } catch (final RuntimeException | Error e) {
            fail(e);
        }
    }
}
