package io.kairoute.gateway.api.stream;

import io.kairoute.gateway.refusal.ProblemJson;
import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.BiConsumer;

/**
 * Answers as server-sent events: {@code text/event-stream}, as browsers' {@code EventSource} reads it. Immutable.
 *
 * <p>An answer is an event without a name, its JSON in one line of data. The event {@code anew} says that what was told before
 * does not count any more; the event {@code refused} carries a problem and is the last one.
 */
public final class EventLines extends PageForm {
    /** The content type. */
    public static final String TYPE = "text/event-stream";

    private static final String RETRY = "retry: 2000\n\n";

    /** Makes the form; {@code page} answers a request that is refused as a whole. */
    public EventLines(final BiConsumer<HttpServerRequest, Refusal> page) {
        super(TYPE, page);
    }

    @Override
    public void begin(final HttpServerResponse response) {
        super.begin(response);
        // Some proxies hold answers back until they have more of them.
        response.putHeader("x-accel-buffering", "no").write(RETRY);
    }

    @Override
    public Buffer spell(final AnswerStep step) {
        if (step instanceof AnswerStep.Answer answer) {
            return Buffer.buffer(id(answer.position()) + "data: " + JsonText.of(answer.message()) + "\n\n");
        }
        if (step instanceof AnswerStep.Reached reached) {
            return Buffer.buffer(id(reached.position()) + "\n");
        }
        return step instanceof AnswerStep.Anew ? Buffer.buffer("event: anew\ndata: {}\n\n") : Buffer.buffer();
    }

    @Override
    public Buffer heartbeat() {
        return Buffer.buffer(": still here\n\n");
    }

    @Override
    public Buffer refuseLate(final HttpServerResponse response, final Refusal refusal) {
        return Buffer.buffer("event: refused\ndata: " + ProblemJson.text(refusal) + "\n\n");
    }

    private static String id(final String position) {
        return position.isEmpty() ? "" : "id: " + position + "\n";
    }
}
