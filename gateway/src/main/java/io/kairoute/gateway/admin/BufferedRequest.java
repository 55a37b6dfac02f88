package io.kairoute.gateway.admin;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.core.internal.http.HttpServerRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body was read and checked before, to be given on to whoever handles it next. Thread-confined.
 *
 * <p>Extends the wrapper that Vert.x keeps among its internals for this purpose.
 */
final class BufferedRequest extends HttpServerRequestWrapper {
    private @Nullable Handler<Buffer> bodyHandler;
    private @Nullable Handler<Void> bodyEndHandler;

    BufferedRequest(final HttpServerRequest request) {
        super((HttpServerRequestInternal) request);
    }

    /** Hands the next bytes of the body to the handler set so far. */
    void give(final Buffer bytes) {
        if (bodyHandler != null) {
            bodyHandler.handle(bytes);
        }
    }

    /** Tells the handler set so far that the body is over. */
    void giveEnd() {
        if (bodyEndHandler != null) {
            bodyEndHandler.handle(null);
        }
    }

    @Override
    public HttpServerRequest handler(final @Nullable Handler<Buffer> handler) {
        bodyHandler = handler;
        return this;
    }

    @Override
    public HttpServerRequest endHandler(final @Nullable Handler<Void> handler) {
        bodyEndHandler = handler;
        return this;
    }

    @Override
    public HttpServerRequest pause() {
        return this;
    }

    @Override
    public HttpServerRequest resume() {
        return this;
    }

    @Override
    public HttpServerRequest fetch(final long amount) {
        return this;
    }
}
