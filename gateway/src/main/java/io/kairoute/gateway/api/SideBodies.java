package io.kairoute.gateway.api;

import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.UnaryBody;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lets the small bodies come that {@link SidePages} take, so many at once. Thread-confined: owned by the admin event loop. */
public final class SideBodies {
    private final Vertx vertx;
    private final int mostBytes;
    private final OpenAdminCalls open = new OpenAdminCalls();

    /** Makes one for bodies of at most so many bytes. */
    public SideBodies(final Vertx vertx, final int mostBytes) {
        this.vertx = vertx;
        this.mostBytes = mostBytes;
    }

    /** Lets one come; {@code whole} hears of it, or the request is refused, or nobody waits any more. */
    public void gather(final HttpServerRequest request, final Consumer<Buffer> whole) {
        final Refusal refusal = open.opens();
        if (refusal == null) {
            new BodyGathering(request, new Body(request, whole), open).begin(vertx, Long.MAX_VALUE);
        } else {
            Pages.refuse(request, refusal, "");
        }
    }

    /** One body on its way in. */
    private final class Body implements BodyGathering.Reader {
        private final HttpServerRequest request;
        private final Consumer<Buffer> whole;
        private final Buffer body = Buffer.buffer();

        Body(final HttpServerRequest request, final Consumer<Buffer> whole) {
            this.request = request;
            this.whole = whole;
        }

        @Override
        public @Nullable Refusal piece(final Buffer piece) {
            if (body.length() + piece.length() > mostBytes) {
                return UnaryBody.tooLong(mostBytes);
            }
            body.appendBuffer(piece);
            return null;
        }

        @Override
        public @Nullable Refusal whole() {
            whole.accept(body);
            return null;
        }

        @Override
        public void refuseBody(final Refusal refusal) {
            Pages.refuse(request, refusal, "");
        }

        @Override
        public void gone() {
            // Nobody waits, and nothing was begun.
        }
    }
}
