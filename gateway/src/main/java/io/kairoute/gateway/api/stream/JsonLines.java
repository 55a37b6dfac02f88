package io.kairoute.gateway.api.stream;

import io.kairoute.gateway.refusal.ProblemJson;
import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.BiConsumer;

/**
 * Answers as lines of JSON, one each: {@code application/x-ndjson}. Immutable.
 *
 * <p>A refusal behind the first line is a last line {@code {"error": ...}} with the problem's own members, since the status
 * of the response is spoken for by then.
 */
public final class JsonLines extends PageForm {
    /** The content type. */
    public static final String TYPE = "application/x-ndjson";

    /** Makes the form; {@code page} answers a request that is refused as a whole. */
    public JsonLines(final BiConsumer<HttpServerRequest, Refusal> page) {
        super(TYPE, page);
    }

    @Override
    public Buffer spell(final AnswerStep step) {
        return step instanceof AnswerStep.Answer answer ? Buffer.buffer(answer.json() + "\n") : Buffer.buffer();
    }

    @Override
    public Buffer refuseLate(final HttpServerResponse response, final Refusal refusal) {
        return Buffer.buffer("{\"error\":" + ProblemJson.text(refusal) + "}\n");
    }
}
