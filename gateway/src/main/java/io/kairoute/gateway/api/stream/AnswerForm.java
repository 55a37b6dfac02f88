package io.kairoute.gateway.api.stream;

import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * How the answers of one call are spelled.
 *
 * <p>{@link #spell} is called by one thread at a time, which may be the one that makes the answers; all else by the call's event
 * loop, the end after the last answer.
 */
public interface AnswerForm {
    /** Sets the head of the response, before its first byte is written. */
    void begin(HttpServerResponse response);

    /** Spells an answer, a place that was reached, or a new beginning; empty where this form has no word for it. */
    Buffer spell(AnswerStep step);

    /** What keeps a quiet connection alive; empty where nothing is needed. */
    Buffer heartbeat();

    /** The last bytes of a call that ended well; what belongs into trailers is put there. */
    Buffer end(HttpServerResponse response);

    /** The last bytes of a call that is refused behind its first answer; what belongs into trailers is put there. */
    Buffer refuseLate(HttpServerResponse response, Refusal refusal);

    /** Answers a call with a refusal and nothing else. */
    void refuse(HttpServerRequest request, Refusal refusal);
}
