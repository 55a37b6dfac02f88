package io.kairoute.gateway.route;

import com.google.rpc.Code;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.observe.CallEnd;
import io.kairoute.gateway.observe.CallKind;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.CallRefusals;
import io.kairoute.gateway.wire.GrpcHeaders;
import io.kairoute.gateway.wire.GrpcReply;
import io.kairoute.gateway.wire.MessageFrames;
import io.kairoute.gateway.wire.UnaryBody;
import io.kairoute.router.Limits;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.agrona.DirectBuffer;

/**
 * One call of {@code RouteStream}: answers each message in order, refuses a bad one alone, and stops reading while the caller
 * does not read.
 *
 * <p>Thread-confined: owned by its event loop.
 */
final class StreamCall extends RouteCall {
    /** Answers are gathered up to this before they are written, and then no further message is taken up before that. */
    private static final int BATCH_BYTES = 16 * 1024;

    /** The longest question that is passed over; a longer one ends the stream. */
    private static final int MAX_PASSED_BYTES = 1024 * 1024;

    private static final Refusal TRUNCATED =
            Refusal.of(Code.INTERNAL, "TRUNCATED_MESSAGE", "The stream ended within a message.");

    /** The stream lasted longer than its connection may. */
    static final Refusal AGED = Refusal.of(
            Code.UNAVAILABLE, "CONNECTION_TOO_OLD", "This connection has lasted long enough; open the stream again.");

    /** The stream was open when the node stopped. */
    static final Refusal STOPPING =
            Refusal.of(Code.UNAVAILABLE, "STOPPING", "This node is stopping; open the stream again.");

    private final MessageFrames frames;
    private final StreamQuestion question = new StreamQuestion();
    private final Caller caller;
    private Buffer batch = Buffer.buffer();
    private int unread;
    private boolean isInputOver;
    private boolean isPaused;

    StreamCall(final RouteLane lane, final HttpServerRequest request, final CallStart start) {
        super(lane, request, CallKind.ROUTE_STREAM, start);
        this.frames = new MessageFrames(UnaryBody.hasEncoding(request), Limits.REQUEST_BYTES, MAX_PASSED_BYTES);
        this.caller = start.caller();
    }

    /** Sends the headers at once, so that a caller may wait for them before its first question. */
    void open() {
        begin();
        final HttpServerResponse response = request.response();
        response.putHeader(HttpHeaders.CONTENT_TYPE, GrpcHeaders.GRPC);
        response.drainHandler(drained -> resume());
        response.writeHead();
    }

    @Override
    void onPiece(final Buffer piece) {
        frames.add(piece);
        answerAll();
    }

    @Override
    void onBodyEnd() {
        isInputOver = true;
        answerAll();
    }

    @Override
    void onDeadline() {
        refuse(CallRefusals.DEADLINE_EXCEEDED);
    }

    /** Answers all that was read; what the caller sent since is for the next stream. */
    @Override
    void onStop(final CallEnd cause) {
        boolean hasMore = true;
        while (hasMore && !isAnswered()) {
            hasMore = answerBatch();
        }
        if (!isAnswered()) {
            refuse(cause == CallEnd.AGED ? AGED : STOPPING);
        }
    }

    @Override
    void refuse(final Refusal refusal) {
        flush();
        GrpcReply.putStatus(request.response().trailers()::set, refusal);
        answered(refusal.code(), request.response().end());
    }

    private void resume() {
        if (isPaused && !isAnswered()) {
            isPaused = false;
            answerAll();
            if (!isPaused && !isInputOver && !isAnswered()) {
                request.resume();
            }
        }
    }

    /** Answers what is there, for as long as the caller takes answers. */
    private void answerAll() {
        boolean hasMore = true;
        while (hasMore && !isAnswered()) {
            if (request.response().writeQueueFull()) {
                pause();
                return;
            }
            hasMore = answerBatch();
        }
        if (isInputOver && !isAnswered()) {
            finish();
        }
    }

    /** Answers up to one batch; false when no whole message is left. */
    private boolean answerBatch() {
        long nowNs = lane.nanoTime();
        while (batch.length() < BATCH_BYTES) {
            switch (frames.next()) {
                case MESSAGE -> nowNs = answer(nowNs);
                case TOO_LONG -> refuseQuestion(UnaryBody.tooLong(Limits.REQUEST_BYTES), false);
                case FAULT -> {
                    refuse(frames.fault());
                    return false;
                }
                case NOTHING -> {
                    flush();
                    return false;
                }
            }
        }
        flush();
        return true;
    }

    /** Answers the message found; returns the time when that is done, which is when the next one begins. */
    private long answer(final long startNs) {
        if (!question.find(frames.bytes(), frames.messageOffset(), frames.messageLength()) && !read()) {
            refuseQuestion(Refusal.malformed(""), true);
            return startNs;
        }
        final Refusal tooMuch = lane.turns().admitMessage(caller.tenant(), startNs);
        if (tooMuch != null) {
            refuseRead(tooMuch);
            return startNs;
        }
        final DirectBuffer asked = lane.payload()
                .wrap(frames.bytes(), frames.messageOffset() + question.requestOffset(), question.requestLength());
        final int length = lane.answering().decideMessage(asked, caller);
        if (length < 0) {
            refuseRead(lane.answering().refusal(length));
            return lane.nanoTime();
        }
        final AnswerBuffer answer = lane.router().answer();
        answer.appendTo(
                batch, StreamAnswer.frameDecision(answer, length, lane.router().request()), length);
        final long endNs = lane.nanoTime();
        lane.ledger().answeredMessage(Code.OK, endNs - startNs);
        return endNs;
    }

    private boolean read() {
        return question.read(PayloadView.nio(frames.bytes(), frames.messageOffset(), frames.messageLength()));
    }

    /** Refuses a question of which no more may have been read than where it lies. */
    private void refuseRead(final Refusal refusal) {
        read();
        refuseQuestion(refusal, true);
    }

    private void refuseQuestion(final Refusal refusal, final boolean hasEcho) {
        batch.appendBuffer(StreamAnswer.frameOfRefusal(refusal, hasEcho ? question : new StreamQuestion()));
        lane.ledger().answeredMessage(refusal.code(), 0);
    }

    private void flush() {
        if (batch.length() > 0) {
            if (unread++ == 0) {
                notRead();
            }
            request.response().write(batch).onComplete(this::written);
            batch = Buffer.buffer(batch.length());
        }
    }

    /** As long as something more of it is read from time to time, a stream may lag behind. */
    private void written(final AsyncResult<Void> one) {
        unread--;
        if (isAnswered()) {
            return;
        }
        if (unread == 0) {
            readAgain();
        } else {
            notRead();
        }
    }

    private void pause() {
        if (!isPaused) {
            isPaused = true;
            if (!isInputOver) {
                request.pause();
            }
        }
    }

    private void finish() {
        if (!frames.isAtBoundary()) {
            refuse(TRUNCATED);
            return;
        }
        request.response().trailers().set(GrpcHeaders.STATUS, GrpcHeaders.STATUS_OK);
        answered(Code.OK, request.response().end());
    }
}
