package io.kairoute.gateway.api.stream;

import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.BiConsumer;

/** A form of answers over plain HTTP: a body of one content type, and a page where the call is refused as a whole. */
abstract sealed class PageForm implements AnswerForm permits EventLines, JsonLines, LastAnswer {
    private final String type;
    private final BiConsumer<HttpServerRequest, Refusal> page;

    PageForm(final String type, final BiConsumer<HttpServerRequest, Refusal> page) {
        this.type = type;
        this.page = page;
    }

    @Override
    public void begin(final HttpServerResponse response) {
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("x-content-type-options", "nosniff");
    }

    @Override
    public Buffer heartbeat() {
        return Buffer.buffer();
    }

    @Override
    public Buffer end(final HttpServerResponse response) {
        return Buffer.buffer();
    }

    @Override
    public final void refuse(final HttpServerRequest request, final Refusal refusal) {
        page.accept(request, refusal);
    }
}
