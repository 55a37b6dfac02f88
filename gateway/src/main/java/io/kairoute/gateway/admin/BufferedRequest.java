package io.kairoute.gateway.admin;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.core.internal.http.HttpServerRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body was read before, to be played back to whoever handles it next. Thread-confined.
 *
 * <p>Extends the wrapper that Vert.x keeps among its internals for this purpose.
 */
final class BufferedRequest extends HttpServerRequestWrapper {
    private final Buffer body;
    private @Nullable Handler<Buffer> bodyHandler;
    private @Nullable Handler<Void> bodyEndHandler;

    BufferedRequest(final HttpServerRequest request, final Buffer body) {
        super((HttpServerRequestInternal) request);
        this.body = body;
    }

    /** Hands the body to the handlers set so far. */
    void play() {
        if (bodyHandler != null) {
            bodyHandler.handle(body);
        }
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
