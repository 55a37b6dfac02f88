package io.kairoute.gateway.api;

import com.google.protobuf.Message;
import com.google.rpc.Code;
import io.kairoute.gateway.api.Work.Receiver;
import io.kairoute.gateway.api.stream.AnswerCall;
import io.kairoute.gateway.api.stream.AnswerForm;
import io.kairoute.gateway.api.stream.AnswerPace;
import io.kairoute.gateway.api.stream.AnswerWriter;
import io.kairoute.gateway.api.stream.CallLoop;
import io.kairoute.gateway.api.stream.PacedAnswers;
import io.kairoute.gateway.edge.Continuing;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.observe.EndCause;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.CallRefusals;
import io.kairoute.gateway.wire.MessageFrames;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One upload on its way: hands its messages over one after the other, and its answers back.
 *
 * <pre>{@code
 *             a message is whole          refused, or all is taken
 *   RECEIVING ------------------> TAKING --------------------------> TOLD
 *   RECEIVING <------------------ TAKING                               |
 *       |            taken           |                                 |
 *       +--- reset, stalled, too late, not read, drained --> OVER <----+
 * }</pre>
 *
 * <p>While a message is being taken nothing more is read from the caller, so a call never holds more than one message and what
 * the connection's window admits. Its first message is a work of its method's lane; the others are taken by threads of that lane,
 * until the receiver is over, and then the work is. Thread-confined: owned by the admin event loop.
 */
final class UploadCall {
    private static final Logger LOG = LoggerFactory.getLogger(UploadCall.class);
    private static final Refusal NO_MESSAGE =
            Refusal.of(Code.INVALID_ARGUMENT, "NO_MESSAGE", "The call ended without a message.");
    private static final Refusal TOO_SILENT = Refusal.of(
            Code.DEADLINE_EXCEEDED,
            "TOO_SILENT",
            "Nothing, or next to nothing, came for too long, so the upload was given up; send again.");

    /** How often in the time that a caller may be silent it is looked whether the call waits for it. */
    private static final int LOOKS = 30;

    /** Where the call stands. */
    private enum State {
        /** Bytes may come. */
        RECEIVING,
        /** A message waits for the lane, or is being taken. */
        TAKING,
        /** How it ended is said; the caller has yet to read it. */
        TOLD,
        /** Nobody waits for anything. */
        OVER
    }

    /**
     * What an upload begins with. Immutable.
     *
     * @param input makes messages of the body
     * @param form how the answers are spelled
     * @param caller who calls
     */
    record Begun(HttpServerRequest request, UploadInput input, AnswerForm form, Caller caller) {}

    private final AdminLoop admin;
    private final Method method;
    private final Work.Upload upload;
    private final Lanes.Kind lane;
    private final Begun begun;
    private final HttpServerRequest request;
    private final Vertx vertx;
    private final CallLoop loop;
    private final CompletableFuture<Void> work = new CompletableFuture<>();
    private final PacedAnswers answers;
    private final CallLedger.Entry entry;
    // Written by one thread of the lane at a time; read there, and on the loop to abandon it.
    private volatile @Nullable Receiver receiver;
    private volatile boolean isGivenUp;
    private Lane.@Nullable Ticket ticket;
    private State state = State.RECEIVING;
    private boolean isInputOver;
    private int heardBytes;
    private int waited;
    private boolean isContinued;
    private long deadline = -1;
    private long silence = -1;

    UploadCall(final AdminLoop admin, final Method method, final Work.Upload upload, final Begun begun) {
        this.admin = admin;
        this.method = method;
        this.upload = upload;
        this.lane = admin.calls().lane(method);
        this.begun = begun;
        request = begun.request();
        entry = admin.ledger().begin(method, request);
        vertx = admin.vertx();
        loop = CallLoop.current(vertx);
        answers = new PacedAnswers(begun.form(), AnswerPace.FINITE.unreadMs(), this::over);
    }

    /** Begins to read, within a time. */
    void begin(final UploadPace pace) {
        final AnswerWriter made = AnswerWriter.begin(
                new AnswerCall(vertx, request, begun.form(), AnswerPace.FINITE, admin.answers()), answers);
        if (state == State.OVER) {
            return;
        }
        deadline =
                vertx.setTimer(pace.longestMs(), id -> made.refuse(CallRefusals.DEADLINE_EXCEEDED, EndCause.TIMED_OUT));
        silence = vertx.setPeriodic(Math.max(1, pace.silenceMs() / LOOKS), id -> checkSilence(made, pace.leastBytes()));
        request.handler(bytes -> {
                    heardBytes += Math.min(bytes.length(), Integer.MAX_VALUE - heardBytes);
                    if (state == State.RECEIVING || state == State.TAKING) {
                        begun.input().add(bytes);
                        takeNext();
                    }
                })
                .endHandler(end -> {
                    isInputOver = true;
                    takeNext();
                });
        takeNext();
        if (state == State.RECEIVING) {
            tellToContinue();
        }
    }

    /** What can be refused without its body is refused before a caller that asks sends it. */
    private void tellToContinue() {
        if (!isContinued) {
            isContinued = true;
            Continuing.tell(request);
        }
    }

    // What a caller is given is time in which the call waits for it: while a message is taken nothing is read.
    private void checkSilence(final AnswerWriter made, final int leastBytes) {
        if (state != State.RECEIVING || isInputOver || ++waited < LOOKS) {
            return;
        }
        if (heardBytes < leastBytes) {
            made.refuse(TOO_SILENT, EndCause.STALLED);
        }
        waited = 0;
        heardBytes = 0;
    }

    private void takeNext() {
        if (state != State.RECEIVING) {
            return;
        }
        final UploadInput.Next next = begun.input().next(isInputOver);
        if (next instanceof UploadInput.Next.Whole whole) {
            take(whole.message());
        } else if (next instanceof UploadInput.Next.Bad bad) {
            refuse(bad.refusal(), bad.cause());
        } else if (isInputOver) {
            end();
        }
    }

    private void take(final Message message) {
        final Receiver taking = receiver;
        if (taking != null) {
            onLane(() -> taking.take(message), this::takeNext);
        } else {
            beginWork(message);
        }
    }

    private void beginWork(final Message first) {
        final Call call = admin.calls()
                .about(method, begun.caller(), first, request.remoteAddress().hostAddress(), new Cancellation());
        if (call == null) {
            refuse(admin.calls().wrongTenant(begun.caller()), EndCause.REFUSED);
            return;
        }
        entry.about(call);
        hold();
        ticket = lane.lane().submit(call.tenant(), first.getSerializedSize(), () -> work(call, first));
        if (ticket == null) {
            refuse(lane.full(), EndCause.REFUSED);
        }
    }

    // On a thread of the lane. The work lasts until the receiver is over.
    private CompletionStage<?> work(final Call call, final Message first) {
        run(() -> receiver = upload.begin(call, first, this::answer), this::takeNext);
        return work;
    }

    private void end() {
        final Receiver ending = receiver;
        if (!begun.input().isAtBoundary()) {
            refuse(MessageFrames.TRUNCATED, EndCause.HALF_CLOSED);
        } else if (ending == null) {
            refuse(NO_MESSAGE, EndCause.HALF_CLOSED);
        } else {
            onLane(
                    () -> {
                        ending.end();
                        receiverOver();
                    },
                    () -> {
                        state = State.TOLD;
                        entry.answered();
                        answers.done();
                    });
        }
    }

    private void onLane(final Runnable step, final Runnable next) {
        hold();
        lane.threads().execute(() -> run(step, next));
    }

    /** Nothing more is read while a message is taken. */
    private void hold() {
        state = State.TAKING;
        if (!isInputOver) {
            request.pause();
        }
    }

    // On a thread of the lane; then the loop goes on.
    private void run(final Runnable step, final Runnable next) {
        final Ending ending = endingOf(step);
        if (ending != null || isGivenUp) {
            // Before the caller hears of it: what it begins next finds this one over.
            receiverOver();
        }
        if (!loop.run(() -> stepped(ending, next))) {
            // The node has stopped, and told the caller so.
            receiverOver();
            work.complete(null);
        }
    }

    private void stepped(final @Nullable Ending ending, final Runnable next) {
        if (state == State.OVER) {
            release();
            return;
        }
        state = State.RECEIVING;
        if (ending != null) {
            refuse(ending.refusal(), ending.cause());
            return;
        }
        tellToContinue();
        if (!isInputOver) {
            request.resume();
        }
        next.run();
    }

    /** How a step ends the call. Immutable. */
    private record Ending(Refusal refusal, EndCause cause) {}

    private @Nullable Ending endingOf(final Runnable step) {
        try {
            step.run();
            return null;
        } catch (final AdminRefused planned) {
            return new Ending(planned.refusal(), EndCause.REFUSED);
        } catch (final Throwable e) {
            // An Error as well: the receiver must hear that it is over, and the lane goes on.
            LOG.error("event=admin_call_failed method={}", method.name(), e);
            return new Ending(Refusal.fault(), EndCause.THROWN);
        }
    }

    // On a thread of the lane, which waits for a caller that reads slowly.
    private void answer(final Message message) {
        if (!answers.send(message)) {
            abandon();
        }
    }

    private void refuse(final Refusal refusal, final EndCause cause) {
        state = State.TOLD;
        entry.refused(refusal);
        answers.refuse(refusal, cause);
    }

    private void abandon() {
        final Receiver abandoned = receiver;
        if (abandoned != null) {
            abandoned.abandon();
        }
    }

    /** The call has ended, whoever ended it. */
    private void over(final EndCause cause) {
        entry.ended(cause);
        final State before = state;
        state = State.OVER;
        isGivenUp = true;
        vertx.cancelTimer(deadline);
        vertx.cancelTimer(silence);
        abandon();
        final Lane.Ticket mine = ticket;
        if (mine != null && mine.withdraw()) {
            admin.open().closed();
        } else if (before != State.TAKING) {
            release();
        }
    }

    /** Gives everything back, once no step runs any more. */
    private void release() {
        try {
            lane.threads().execute(this::giveBack);
        } catch (final RejectedExecutionException stopped) {
            giveBack();
        }
    }

    private void giveBack() {
        receiverOver();
        work.complete(null);
        final boolean unused = loop.run(admin.open()::closed);
    }

    // One thread at a time: a step's, or the one after the last step.
    private void receiverOver() {
        final Receiver last = receiver;
        if (last != null) {
            receiver = null;
            final Ending unused = endingOf(last::over);
        }
    }
}
