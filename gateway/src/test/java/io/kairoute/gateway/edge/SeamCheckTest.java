package io.kairoute.gateway.edge;

import static org.junit.jupiter.api.Assertions.assertSame;

import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is found out about a seam before anybody is served. */
class SeamCheckTest {
    private static Vertx vertx;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldTakeTheSeamThatFitsThisVertx() {
        final Seam seam = new VertxSeam();

        final Seam checked = SeamCheck.checked(vertx, seam);

        assertSame(seam, checked, "the Vert.x on the class path needs another seam");
    }

    @Test
    void shouldLeaveAllCallsToAVertxThatLacksAField() {
        final Seam misfit = connection -> {
            throw new NoSuchFieldError("streamKey");
        };

        assertSame(Seam.NONE, SeamCheck.checked(vertx, misfit));
    }

    @Test
    void shouldLeaveAllCallsToAVertxWhoseConnectionsAreOfAnotherClass() {
        assertSame(Seam.NONE, SeamCheck.checked(vertx, connection -> null));
    }

    /** Vert.x looks up each open stream when the protocol is broken, and finds none of its own. */
    @Test
    void shouldLeaveAllCallsToAVertxThatDoesNotFindTheStandIn() {
        final Seam misfit = connection -> new Changed(streams(connection)) {
            @Override
            public void standFor(final Http2Stream taken) {}
        };

        assertSame(Seam.NONE, SeamCheck.checked(vertx, misfit));
    }

    @Test
    void shouldLeaveAllCallsToAVertxThatDoesNotTakeAStreamBack() {
        final Seam misfit = connection -> new Changed(streams(connection)) {
            @Override
            public void leave(final Http2Stream left) {
                throw new NoSuchMethodError("removeProperty");
            }
        };

        assertSame(Seam.NONE, SeamCheck.checked(vertx, misfit));
    }

    private static OwnStreams streams(final HttpConnection connection) {
        return Objects.requireNonNull(new VertxSeam().of(connection));
    }

    private static class Changed implements OwnStreams {
        private final OwnStreams fitting;

        Changed(final OwnStreams fitting) {
            this.fitting = fitting;
        }

        @Override
        public Http2ConnectionHandler handler() {
            return fitting.handler();
        }

        @Override
        public void standFor(final Http2Stream taken) {
            fitting.standFor(taken);
        }

        @Override
        public void leave(final Http2Stream left) {
            fitting.leave(left);
        }
    }
}
