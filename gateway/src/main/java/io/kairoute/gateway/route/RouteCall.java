package io.kairoute.gateway.route;

import com.google.rpc.Code;
import io.kairoute.gateway.edge.BrokenBody;
import io.kairoute.gateway.edge.Continuing;
import io.kairoute.gateway.observe.CallEnd;
import io.kairoute.gateway.observe.CallKind;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.trace.CallTrace;
import io.kairoute.router.Limits;
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

    /** HTTP/2's NO_ERROR: stop sending, the answer stands. */
    private static final long NO_ERROR = 0;

    final RouteLane lane;
    final HttpServerRequest request;
    final CallStart start;
    private final CallKind kind;

    @Nullable
    RouteCall previous;

    @Nullable
    RouteCall next;

    private long dueNs;
    private CallTrace trace = CallTrace.NONE;
    private int drainedBytes;
    private @Nullable CallEnd end;
    private boolean isAnswered;
    private boolean isBodyOver;
    private boolean isWritten;
    private boolean isRead = true;
    private boolean isGone;

    RouteCall(final RouteLane lane, final HttpServerRequest request, final CallKind kind, final CallStart start) {
        this.lane = lane;
        this.request = request;
        this.kind = kind;
        this.start = start;
        this.dueNs = start.deadlineNs();
    }

    /** Starts to listen; the call is in the lane's open calls until it is gone. */
    final void begin() {
        // Throws where the call has ended meanwhile, and so stands before the call joins the open ones.
        request.handler(this).endHandler(this::bodyEnded).exceptionHandler(this::broken);
        // Once the body is over, Vert.x tells the answer of a reset, and no more the question.
        request.response().exceptionHandler(this::broken);
        tellToContinue();
        lane.openCalls().add(this);
        trace = lane.ledger().continueTrace(kind, request);
    }

    /** Has a caller send its body who waits to be told to. */
    void tellToContinue() {
        Continuing.tell(request);
    }

    /** Takes one piece of the body. */
    abstract void onPiece(Buffer piece);

    /** The body is complete. */
    abstract void onBodyEnd();

    /** The deadline passed before the answer. */
    abstract void onDeadline();

    /** The server is about to stop, or the connection is too old; a call that lasts on its own account must end itself. */
    void onStop(final CallEnd cause) {}

    /** The call is no longer open. */
    void onGone() {}

    /** Answers with a refusal. */
    abstract void refuse(Refusal refusal);

    /** To be called with the answer: counts the call, which leaves once its answer is written and its body over. */
    final void answered(final Code code, final Future<Void> written) {
        if (isAnswered) {
            // The write itself found that the caller is gone, and so the call is counted already.
            return;
        }
        final long nowNs = lane.nanoTime();
        isAnswered = true;
        end = end == null ? CallEnd.of(code) : end;
        dueNs = nowNs + (isBodyOver ? lane.unreadNs() : Math.min(start.deadlineNs() - nowNs, DRAIN_NS));
        lane.ledger().answered(kind, start, code, nowNs, trace);
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
        dueNs = Math.min(start.deadlineNs(), lane.nanoTime() + lane.unreadNs());
    }

    /** The caller takes what is written for it. */
    final void readAgain() {
        isRead = true;
        dueNs = start.deadlineNs();
    }

    /** Whether the deadline has passed. */
    final boolean isLate() {
        return start.isOver(lane.nanoTime());
    }

    final boolean isAnswered() {
        return isAnswered;
    }

    /** When the sweep over open calls is to look at this one. */
    final long dueNs() {
        return dueNs;
    }

    /** The call, which is not answered yet, has to be looked at then. */
    final void dueAt(final long atNs) {
        dueNs = atNs;
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

    private void bodyEnded(final @Nullable Void nothing) {
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
        final Refusal refusal = BrokenBody.answerTo(cause);
        if (refusal != null) {
            bodyBroken(refusal);
            return;
        }
        if (!isAnswered) {
            cancelled();
        }
        leave(isWritten && end != null ? end : CallEnd.RESET);
    }

    private void bodyBroken(final Refusal refusal) {
        if (isAnswered) {
            bodyEnded(null);
            return;
        }
        isBodyOver = true;
        try {
            refuse(refusal);
        } catch (final RuntimeException | Error e) {
            fail(e);
        }
    }

    private void cancelled() {
        isAnswered = true;
        lane.ledger().answered(kind, start, Code.CANCELLED, lane.nanoTime(), trace);
    }

    private void leave(final CallEnd cause) {
        if (!isGone) {
            isGone = true;
            lane.openCalls().remove(this);
            lane.ledger().left(cause);
            // Has no effect but where not even a refusal could be written.
            trace.ended(Code.INTERNAL.name(), "");
            onGone();
        }
    }

    /** Never throws: where not even a refusal can be written, the caller is let go. */
    final void fail(final Throwable fault) {
        lane.ledger().reportFault(fault);
        if (isAnswered) {
            return;
        }
        try {
            refuse(Refusal.fault());
        } catch (final RuntimeException | Error again) {
            lane.ledger().reportFault(again);
            isAnswered = true;
            letGo(CallEnd.CUT);
        }
    }
}
