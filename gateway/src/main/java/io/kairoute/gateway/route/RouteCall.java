package io.kairoute.gateway.route;

import com.google.rpc.Code;
import io.kairoute.gateway.explain.ExplainedAnswer;
import io.kairoute.gateway.observe.CallEnd;
import io.kairoute.gateway.observe.CallKind;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.CallRefusals;
import io.kairoute.router.Limits;
import io.kairoute.router.explain.MadeDecision;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * One call from its headers to its last byte: hands the body on in pieces, and lets go of callers who are too slow.
 *
 * <pre>
 *   begin --> [gathering] --answered()--> [leaving] --body over, answer written--> gone: ANSWERED, REFUSED, DEADLINE, FAULT,
 *                  |                          |                                                AGED, STOPPED
 *                  |                          +--body does not end, or goes on and on--> stream reset, gone: CUT
 *                  |                          |
 *                  +--------------------------+--caller does not read for too long--> connection closed, gone: NOT_READ
 *                  |                          |
 *                  +--------------------------+--connection breaks, or the caller resets--> gone: RESET
 * </pre>
 *
 * <p>Each call ends once, and is counted by its {@link CallEnd}.
 *
 * <p>Thread-confined: owned by its event loop.
 */
abstract class RouteCall implements Handler<Buffer> {
    /** How much of a body is read to its end after the answer, so that a client still sending sees the answer. */
    private static final int DRAIN_BYTES = 4 * Limits.REQUEST_BYTES;

    /** How long a client may go on sending after the answer; a stream's own deadline may be days away. */
    private static final long DRAIN_NS = 1_000_000_000;

    /** Of the time that a caller has left, this part is kept to answer in, and at least two rounds of the sweep. */
    private static final int ANSWER_SHARE = 8;

    private static final long LEAST_ANSWER_NS = 10_000_000;

    /** HTTP/2's NO_ERROR: stop sending, the answer stands. */
    private static final long NO_ERROR = 0;

    final RouteLane lane;
    final HttpServerRequest request;
    private final CallKind kind;
    private final long arrivalNs;
    private final int tenant;

    @Nullable
    RouteCall previous;

    @Nullable
    RouteCall next;

    private final long deadlineNs;
    final boolean isOwnDeadline;
    private long dueNs;
    private String traceId = "";
    private int drainedBytes;
    private @Nullable CallEnd end;
    private @Nullable MadeDecision made;
    private boolean isAnswered;
    private boolean isBodyOver;
    private boolean isWritten;
    private boolean isRead = true;
    private boolean isGone;

    RouteCall(final RouteLane lane, final HttpServerRequest request, final CallKind kind, final CallStart start) {
        this.lane = lane;
        this.request = request;
        this.kind = kind;
        this.arrivalNs = start.arrivalNs();
        this.deadlineNs = start.deadlineNs();
        this.dueNs = deadlineNs;
        this.isOwnDeadline = start.isOwnDeadline();
        this.tenant = start.caller().tenant();
    }

    /** Starts to listen; the call is in the lane's open calls until it is gone. */
    final void begin() {
        // Throws where the call has ended meanwhile, and so stands before the call joins the open ones.
        request.handler(this).endHandler(this::bodyEnded).exceptionHandler(this::broken);
        lane.openCalls().add(this);
        traceId = lane.continueTrace(request);
    }

    /** Takes one piece of the body. */
    abstract void onPiece(Buffer piece);

    /** The body is complete. */
    abstract void onBodyEnd();

    /** The lane takes on the message that it was given to decide. */
    void onDecision(final long nowNs) {}

    /** The deadline passed before the answer. */
    abstract void onDeadline();

    /** The decision was explained, as far as there was time; takes the whole answer. */
    void onExplained(final byte[] answer) {
        throw new IllegalStateException("nothing was to be explained");
    }

    /** The server is about to stop, or the connection is too old; a call that lasts on its own account must end itself. */
    void onStop(final CallEnd cause) {}

    /** Answers with a refusal. */
    abstract void refuse(Refusal refusal);

    /** To be called with the answer: counts the call, which leaves once its answer is written and its body over. */
    final void answered(final Code code, final Future<Void> written) {
        final long nowNs = lane.nanoTime();
        isAnswered = true;
        end = end == null ? CallEnd.of(code) : end;
        dueNs = isBodyOver ? nowNs + lane.unreadNs() : nowNs + Math.min(deadlineNs - nowNs, DRAIN_NS);
        lane.ended(kind, code.getNumber(), nowNs - arrivalNs, tenant, traceId);
        written.onComplete(this::written);
    }

    private void written(final AsyncResult<Void> result) {
        isWritten = true;
        if (result.failed()) {
            leave(CallEnd.RESET);
        } else if (isBodyOver && end != null) {
            leave(end);
        }
    }

    /** The caller takes no more of what was written for it. */
    final void notRead() {
        isRead = false;
        dueNs = Math.min(deadlineNs, lane.nanoTime() + lane.unreadNs());
    }

    /** The caller takes what is written for it. */
    final void readAgain() {
        isRead = true;
        dueNs = deadlineNs;
    }

    /**
     * Has the decision that the lane just made explained, and goes on when that is done, or when no more time is left: then the
     * decision goes out with a trace that is empty and says that it was cut. Refuses one too many.
     *
     * @param length bytes of the lane's last response
     */
    final void explain(final int length) {
        final MadeDecision decision = lane.made(length);
        if (lane.explain(decision, this::explained)) {
            made = decision;
            dueNs = isOwnDeadline ? deadlineNs : deadlineNs - answerNs();
        } else {
            refuse(CallRefusals.TOO_MANY_EXPLANATIONS);
        }
    }

    private long answerNs() {
        return Math.max(LEAST_ANSWER_NS, (deadlineNs - lane.nanoTime()) / ANSWER_SHARE);
    }

    private void explained(final byte @Nullable [] answer) {
        final MadeDecision decision = made;
        made = null;
        if (isAnswered || decision == null) {
            return;
        }
        try {
            if (!isOwnDeadline && isLate()) {
                onDeadline();
            } else {
                lane.given(decision);
                onExplained(answer == null ? ExplainedAnswer.withoutReasons(decision.answer()) : answer);
            }
        } catch (final RuntimeException | Error e) {
            fail(e);
        }
    }

    /** Whether the deadline has passed. */
    final boolean isLate() {
        return lane.nanoTime() - deadlineNs >= 0;
    }

    final boolean isAnswered() {
        return isAnswered;
    }

    final boolean isGone() {
        return isGone;
    }

    final long deadlineNs() {
        return deadlineNs;
    }

    /** When the sweep over open calls is to look at this one. */
    final long dueNs() {
        return dueNs;
    }

    /** One piece of the body, from Vert.x. */
    @Override
    public final void handle(final Buffer piece) {
        if (isAnswered) {
            drain(piece.length());
            return;
        }
        try {
            onPiece(piece);
        } catch (final RuntimeException | Error e) {
            fail(e);
        }
    }

    /** Called by the sweep over open calls once the call is due. */
    final void expire() {
        if (isAnswered) {
            letGo(isBodyOver ? CallEnd.NOT_READ : CallEnd.CUT);
            return;
        }
        if (!isRead && !isLate()) {
            cancelled();
            letGo(CallEnd.NOT_READ);
            return;
        }
        if (made != null) {
            explained(null);
            return;
        }
        dueNs += lane.settings().longestDeadlineNs();
        try {
            onDeadline();
        } catch (final RuntimeException | Error e) {
            fail(e);
        }
    }

    /** Called when the server is about to stop, or the connection is too old; never throws. */
    final void stop(final CallEnd cause) {
        if (isAnswered) {
            return;
        }
        try {
            end = cause;
            onStop(cause);
        } catch (final RuntimeException | Error e) {
            end = null;
            fail(e);
        }
        if (!isAnswered) {
            end = null;
        }
    }

    private void bodyEnded(final Void nothing) {
        isBodyOver = true;
        if (isAnswered) {
            dueNs = lane.nanoTime() + lane.unreadNs();
            if (isWritten && end != null) {
                leave(end);
            }
            return;
        }
        try {
            onBodyEnd();
        } catch (final RuntimeException | Error e) {
            fail(e);
        }
    }

    /** Called when the lane takes on a message later than it was given. */
    final void decideLate() {
        if (isAnswered) {
            return;
        }
        try {
            onDecision(lane.nanoTime());
        } catch (final RuntimeException | Error e) {
            fail(e);
        }
    }

    private void drain(final int bytes) {
        drainedBytes += bytes;
        if (drainedBytes > DRAIN_BYTES) {
            letGo(CallEnd.CUT);
        }
    }

    /**
     * Ends a call whose caller goes on sending, or sends nothing, after the answer, or does not read. Who does not read does not
     * learn of a reset either, and so loses the connection.
     */
    private void letGo(final CallEnd cause) {
        if (isGone) {
            return;
        }
        leave(cause);
        if (cause == CallEnd.CUT && request.version() == HttpVersion.HTTP_2) {
            request.response().reset(NO_ERROR);
        } else {
            request.connection().close();
        }
    }

    private void broken(final Throwable cause) {
        if (!isAnswered) {
            cancelled();
        }
        leave(isWritten && end != null ? end : CallEnd.RESET);
    }

    private void cancelled() {
        isAnswered = true;
        lane.ended(kind, Code.CANCELLED_VALUE, lane.nanoTime() - arrivalNs, tenant, traceId);
    }

    private void leave(final CallEnd cause) {
        if (!isGone) {
            isGone = true;
            lane.openCalls().remove(this);
            lane.meter().left(cause);
        }
    }

    /** Never throws: where not even a refusal can be written, the caller is let go. */
    private void fail(final Throwable fault) {
        lane.reportFault(fault);
        if (isAnswered) {
            return;
        }
        try {
            refuse(Refusal.fault());
        } catch (final RuntimeException | Error again) {
            lane.reportFault(again);
            isAnswered = true;
            letGo(CallEnd.CUT);
        }
    }
}
