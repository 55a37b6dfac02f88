package io.kairoute.gateway.api.stream;

import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.BiConsumer;

/**
 * Only the last answer, as one JSON object: for callers who want a result and no progress.
 *
 * <p>Nothing is written before the end, so a refusal always has the status of its own. Its one call hands it
 * from thread to thread.
 */
public final class LastAnswer extends PageForm {
    /** The content type. */
    public static final String TYPE = "application/json";

    private String last = "";

    /** Makes the form; {@code page} answers a request that is refused as a whole. */
    public LastAnswer(final BiConsumer<HttpServerRequest, Refusal> page) {
        super(TYPE, page);
    }

    @Override
    public Buffer spell(final AnswerStep step) {
        if (step instanceof AnswerStep.Answer answer) {
            last = JsonText.of(answer.message());
        }
        return Buffer.buffer();
    }

    @Override
    public Buffer end(final HttpServerResponse response) {
        return Buffer.buffer(last + "\n");
    }

    @Override
    public Buffer refuseLate(final HttpServerResponse response, final Refusal refusal) {
        throw new IllegalStateException("nothing is written before the end");
    }
}
