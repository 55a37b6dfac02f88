package io.kairoute.gateway.api.stream;

import io.kairoute.gateway.refusal.ProblemJson;
import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;

/**
 * Answers as server-sent events: {@code text/event-stream}, as browsers' {@code EventSource} reads it. Immutable.
 *
 * <p>An answer is an event without a name, its JSON in one line of data. The event {@code anew} says that what was told before
 * does not count any more. The last one, if any, carries a problem: {@code bye} where the caller is to come again, {@code refused} else.
 */
public final class EventLines extends PageForm {
    /** The content type. */
    public static final String TYPE = "text/event-stream";

    private static final long LEAST_RETRY_MS = 1_000;
    private static final long MOST_RETRY_MS = 5_000;
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
            return Buffer.buffer(id(answer.position()) + "data: " + answer.json() + "\n\n");
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
        if (OpenAnswers.isComeAgain(refusal)) {
            // Each at a time of its own, so that a node that starts is not met by all of them at once.
            final long retryMs = ThreadLocalRandom.current().nextLong(LEAST_RETRY_MS, MOST_RETRY_MS);
            return Buffer.buffer("retry: " + retryMs + "\nevent: bye\ndata: " + ProblemJson.text(refusal) + "\n\n");
        }
        return Buffer.buffer("event: refused\ndata: " + ProblemJson.text(refusal) + "\n\n");
    }

    private static String id(final String position) {
        return position.isEmpty() ? "" : "id: " + position + "\n";
    }
}
