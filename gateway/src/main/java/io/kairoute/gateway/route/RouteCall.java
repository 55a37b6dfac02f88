package io.kairoute.gateway.route;

import com.google.rpc.Code;
import io.kairoute.gateway.explain.ExplainedAnswer;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.observe.CallEnd;
import io.kairoute.gateway.observe.CallKind;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.CallRefusals;
import io.kairoute.router.Limits;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call from its headers to its last byte: hands the body on in pieces, and lets go of callers who are too slow.
 *
 * <pre>
 *   begin --> [gathering] --answered()--> [draining] --body ends--> gone: ANSWERED, REFUSED, DEADLINE, FAULT, AGED, STOPPED
 *                  |                          |
 *                  |                          +--deadline, or too much more--> stream reset, gone: CUT
 *                  +--connection breaks, or the caller resets--> gone: RESET
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

    private long deadlineNs;
    private String traceId = "";
    private int drainedBytes;
    private @Nullable CallEnd end;
    private byte[] withoutReasons = {};
    private @Nullable Consumer<byte[]> finishExplained;
    private boolean isAnswered;
    private boolean isBodyOver;
    private boolean isGone;

    RouteCall(final RouteLane lane, final HttpServerRequest request, final CallKind kind, final CallStart start) {
        this.lane = lane;
        this.request = request;
        this.kind = kind;
        this.arrivalNs = start.arrivalNs();
        this.deadlineNs = start.deadlineNs();
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

    /** The server is about to stop, or the connection is too old; a call that lasts on its own account must end itself. */
    void onStop(final CallEnd cause) {}

    /** Answers with a refusal. */
    abstract void refuse(Refusal refusal);

    /** To be called as the answer is written: counts the call; what follows of the body is dropped. */
    final void answered(final Code code) {
        final long nowNs = lane.nanoTime();
        isAnswered = true;
        end = end == null ? CallEnd.of(code) : end;
        if (isBodyOver) {
            leave(end);
        } else {
            deadlineNs = nowNs + Math.min(deadlineNs - nowNs, DRAIN_NS);
        }
        lane.ended(kind, code.getNumber(), nowNs - arrivalNs, tenant, traceId);
    }

    /**
     * Has the decision about a message that the lane just made explained, and goes on when that is done, or when no more time is
     * left: then the same decision goes out with a trace that is empty and says that it was cut. Refuses one too many.
     *
     * @param answerLength bytes of the lane's last response
     * @param finish takes the whole answer
     */
    final void explain(
            final Buffer payload,
            final int offset,
            final int length,
            final Caller caller,
            final int answerLength,
            final Consumer<byte[]> finish) {
        withoutReasons = ExplainedAnswer.withoutReasons(lane.response(), RouteLane.RESPONSE_OFFSET, answerLength);
        finishExplained = finish;
        if (lane.explain(payload, offset, length, caller, this::explained)) {
            lane.given();
        } else {
            finishExplained = null;
            refuse(CallRefusals.TOO_MANY_EXPLANATIONS);
        }
    }

    private void explained(final byte @Nullable [] answer) {
        final Consumer<byte[]> finish = finishExplained;
        finishExplained = null;
        if (isAnswered || finish == null) {
            return;
        }
        try {
            finish.accept(answer == null ? withoutReasons : answer);
        } catch (final RuntimeException | Error e) {
            fail(e);
        }
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

    /** Called by the sweep over open calls once the deadline has passed. */
    final void expire() {
        if (isAnswered) {
            letGo();
            return;
        }
        deadlineNs += lane.settings().longestDeadlineNs();
        if (finishExplained != null) {
            explained(null);
            return;
        }
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
            onStop(cause);
            if (isAnswered && end != null && !isGone) {
                end = cause;
            }
        } catch (final RuntimeException | Error e) {
            fail(e);
        }
    }

    private void bodyEnded(final Void nothing) {
        isBodyOver = true;
        if (isAnswered) {
            leave(end == null ? CallEnd.ANSWERED : end);
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
            letGo();
        }
    }

    /** Ends a call whose caller goes on sending, or sends nothing, after the answer. */
    private void letGo() {
        if (isGone) {
            return;
        }
        leave(CallEnd.CUT);
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset(NO_ERROR);
        } else {
            request.connection().close();
        }
    }

    private void broken(final Throwable cause) {
        if (!isAnswered) {
            isAnswered = true;
            lane.ended(kind, Code.CANCELLED_VALUE, lane.nanoTime() - arrivalNs, tenant, traceId);
            leave(CallEnd.RESET);
        } else {
            leave(end == null ? CallEnd.RESET : end);
        }
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
            letGo();
        }
    }
}
