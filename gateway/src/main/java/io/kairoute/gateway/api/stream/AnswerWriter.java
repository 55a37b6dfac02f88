package io.kairoute.gateway.api.stream;

import io.kairoute.gateway.edge.BrokenBody;
import io.kairoute.gateway.edge.CutConnection;
import io.kairoute.gateway.observe.EndCause;
import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the answers of one call, as fast as its caller reads them and no faster.
 *
 * <pre>{@code
 *              no room                  all written, or refused
 *   Flowing ------------> Held   Flowing -----------------------> Draining
 *   Flowing <------------ Held                                       |
 *              room        |  unread too long        unread too long |  taken
 *                          v                                 v       v
 *   (any) --- reset ---> Gone <--------------------------------------+
 * }</pre>
 *
 * <p>Nothing is asked of the source while there is no room, and a long answer goes out in pieces, so each piece that the caller
 * takes counts as a read. A call that is not read is reset, since no status could pass what lies before it.
 * Thread-confined: owned by the call's event loop, but for {@link #wake}.
 */
public final class AnswerWriter {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerWriter.class);
    private static final int PIECE_BYTES = 16 * 1024;
    private static final int STEPS_IN_ONE_TURN = 64;

    /** {@code ENHANCE_YOUR_CALM}, which gRPC callers see as RESOURCE_EXHAUSTED. */
    private static final long UNREAD_CODE = 0xb;

    /** Where the call stands. */
    private sealed interface State {
        /** There is room, or nobody has said otherwise. */
        record Flowing() implements State {}

        /** The caller must read first; the timer ends the call if it does not. */
        record Held(long timer) implements State {}

        /** All is written, and the caller has yet to take it; the timer ends the call if it does not. */
        record Draining(long timer) implements State {}

        /** Over. */
        record Gone() implements State {}
    }

    private static final State FLOWING = new State.Flowing();
    private static final State GONE = new State.Gone();

    private final AnswerCall call;
    private final AnswerSource source;
    private final Vertx vertx;
    private final HttpServerResponse response;
    private final CallLoop loop;
    private final AtomicBoolean isWoken = new AtomicBoolean();
    private State state = FLOWING;
    private Buffer rest = Buffer.buffer();
    private int restOffset;
    private long heartbeat = -1;
    private boolean isQuiet = true;

    private AnswerWriter(final AnswerCall call, final AnswerSource source) {
        this.call = call;
        this.source = source;
        vertx = call.vertx();
        response = call.request().response();
        loop = CallLoop.current(vertx);
    }

    /** Begins to answer a call from a source, on the call's event loop. */
    public static AnswerWriter begin(final AnswerCall call, final AnswerSource source) {
        final AnswerWriter writer = new AnswerWriter(call, source);
        writer.begin();
        return writer;
    }

    private void begin() {
        response.exceptionHandler(this::broken).closeHandler(closed -> closed()).drainHandler(drained -> drained());
        if (call.form().heartbeat().length() > 0) {
            heartbeat = vertx.setPeriodic(call.pace().heartbeatMs(), id -> beat());
        }
        source.begin(this::wake);
        call.open().begun(this);
        wake();
    }

    private void broken(final Throwable cause) {
        final Refusal refusal = BrokenBody.answerTo(cause);
        if (refusal == null) {
            gone(EndCause.RESET);
        } else {
            refuse(refusal, EndCause.HALF_CLOSED);
        }
    }

    /** Whether the call came on a connection. */
    boolean isOn(final HttpConnection connection) {
        return call.request().connection() == connection;
    }

    /** There may be more to write. Any thread may say so, any number of times. */
    public void wake() {
        if (isWoken.compareAndSet(false, true)) {
            final boolean unused = loop.run(() -> {
                isWoken.set(false);
                write();
            });
        }
    }

    /** What it answers. */
    HttpServerRequest request() {
        return call.request();
    }

    /** Ends the call with a refusal, wherever it stands. */
    public void refuse(final Refusal refusal, final EndCause cause) {
        if (state instanceof State.Draining || state instanceof State.Gone) {
            return;
        }
        if (state instanceof State.Held held) {
            vertx.cancelTimer(held.timer());
        }
        if (response.headWritten()) {
            drain(rest().appendBuffer(call.form().refuseLate(response, refusal)), cause);
        } else {
            gone(cause);
            call.form().refuse(call.request(), refusal);
            UnreadBody.leave(vertx, call.request());
        }
    }

    private void write() {
        for (int steps = 0; state == FLOWING; steps++) {
            if (steps == STEPS_IN_ONE_TURN) {
                wake();
                return;
            }
            if (restOffset < rest.length()) {
                writePiece();
            } else if (!step()) {
                return;
            }
        }
    }

    private void writePiece() {
        begun();
        final int end = Math.min(rest.length(), restOffset + PIECE_BYTES);
        response.write(rest.slice(restOffset, end));
        restOffset = end;
        isQuiet = false;
        if (response.writeQueueFull() && state == FLOWING) {
            state = new State.Held(vertx.setTimer(call.pace().unreadMs(), id -> unread()));
        }
    }

    /** Asks the source once; false when there is nothing more to do in this turn. */
    private boolean step() {
        final AnswerStep step;
        try {
            step = source.next();
            rest = step instanceof AnswerStep.Spelled spelled
                    ? spelled.bytes()
                    : call.form().spell(step);
        } catch (final RuntimeException | Error e) {
            LOG.error("event=answers_failed", e);
            refuse(Refusal.fault(), EndCause.THROWN);
            return false;
        }
        restOffset = 0;
        if (step instanceof AnswerStep.Refused refused) {
            refuse(refused.refusal(), refused.cause());
        } else if (step instanceof AnswerStep.Begun) {
            begun();
        } else if (step instanceof AnswerStep.Done) {
            begun();
            drain(call.form().end(response), EndCause.ANSWERED);
        }
        return !(step instanceof AnswerStep.Nothing);
    }

    private void begun() {
        if (!response.headWritten()) {
            call.form().begin(response);
        }
    }

    /** Closed, which a call that has said all is in good order, too: then the last write knows whether it arrived. */
    private void closed() {
        if (!(state instanceof State.Draining)) {
            gone(EndCause.RESET);
        }
    }

    private void drained() {
        if (state instanceof State.Held held) {
            vertx.cancelTimer(held.timer());
            state = FLOWING;
            write();
        }
    }

    private void drain(final Buffer last, final EndCause cause) {
        state = new State.Draining(vertx.setTimer(call.pace().unreadMs(), id -> unread()));
        response.end(last).onComplete(taken -> taken(taken.succeeded() ? cause : EndCause.RESET));
    }

    private void taken(final EndCause cause) {
        gone(cause);
        if (cause != EndCause.RESET) {
            UnreadBody.leave(vertx, call.request());
        }
    }

    private Buffer rest() {
        return Buffer.buffer().appendBuffer(rest, restOffset, rest.length() - restOffset);
    }

    private void unread() {
        LOG.info("event=answers_not_read ms={}", call.pace().unreadMs());
        gone(EndCause.NOT_READ);
        if (call.request().version() == HttpVersion.HTTP_2) {
            final var unused = response.reset(UNREAD_CODE);
        } else {
            CutConnection.now(call.request().connection());
        }
    }

    private void beat() {
        if (isQuiet && state == FLOWING && response.headWritten()) {
            response.write(call.form().heartbeat());
            if (response.writeQueueFull()) {
                state = new State.Held(vertx.setTimer(call.pace().unreadMs(), id -> unread()));
            }
        }
        isQuiet = true;
    }

    private void gone(final EndCause cause) {
        if (state instanceof State.Gone) {
            return;
        }
        if (state instanceof State.Held held) {
            vertx.cancelTimer(held.timer());
        } else if (state instanceof State.Draining draining) {
            vertx.cancelTimer(draining.timer());
        }
        state = GONE;
        vertx.cancelTimer(heartbeat);
        rest = Buffer.buffer();
        try {
            source.over(cause);
        } finally {
            call.open().ended(this, cause);
        }
    }
}
