package io.kairoute.gateway.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proves, before anybody is served, that a seam fits the Vert.x that this process runs on.
 *
 * <p>The problem: what the seam asks of Vert.x is promised by nobody. That its classes, constructors and fields are there does not
 * say that Vert.x still uses them in the same way. So a listener on loopback is opened for a moment and asked by a peer of our own,
 * {@link SeamPeer}: one stream is answered past Vert.x, one is left to Vert.x, and one is still open when the peer breaks the
 * protocol, which must end the connection in the words that the protocol has for it.
 *
 * <p>Thread-confined: owned by whoever starts the gateway, which is no event loop.
 */
public final class SeamCheck {
    private static final Logger LOG = LoggerFactory.getLogger(SeamCheck.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final long MOST_MS = 5_000;

    private final AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    private final AtomicInteger taken = new AtomicInteger();
    private final Seam seam;

    private SeamCheck(final Seam seam) {
        this.seam = seam;
    }

    /** The seam where it fits; where it does not, none, and a line in the log says why. */
    public static Seam checked(final Vertx vertx, final Seam seam) {
        final String misfit = new SeamCheck(seam).misfit(vertx);
        if (misfit == null) {
            return seam;
        }
        LOG.warn(
                "event=plain_calls_off reason=\"{}\" effect=\"every call goes through the web server, for a third more"
                        + " processor time\"",
                misfit);
        return Seam.NONE;
    }

    /** What does not fit, in a few words; null when everything does. */
    private @Nullable String misfit(final Vertx vertx) {
        final HttpServer server = vertx.createHttpServer(
                        new HttpServerOptions().setHost(LOOPBACK).setPort(0))
                .requestHandler(request -> request.response().end())
                .connectionHandler(this::take);
        try {
            server.listen().toCompletionStage().toCompletableFuture().get(MOST_MS, TimeUnit.MILLISECONDS);
            final String answer = SeamPeer.ask(LOOPBACK, server.actualPort(), MOST_MS);
            final Throwable failure = thrown.get();
            if (failure != null) {
                return failure.toString();
            }
            return answer != null || taken.get() == SeamPeer.STREAMS ? answer : "streams pass the seam by";
        } catch (final IOException | ExecutionException | TimeoutException e) {
            return "cannot be checked: " + e;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return "cannot be checked: interrupted";
        } finally {
            final var unused = server.close();
        }
    }

    private void take(final HttpConnection connection) {
        try {
            final OwnStreams streams = seam.of(connection);
            if (streams == null) {
                throw new IllegalStateException("a connection of HTTP/2 is not seen as one");
            }
            final var decoder = streams.handler().decoder();
            decoder.frameListener(new Listener(streams, decoder.frameListener()));
        } catch (final RuntimeException | LinkageError e) {
            thrown.compareAndSet(null, e);
        }
    }

    /** Does with three streams what is done with calls. */
    private final class Listener extends Http2FrameListenerDecorator {
        private static final Http2Headers OK = ReadOnlyHttp2Headers.serverHeaders(false, AsciiString.cached("200"));

        private final OwnStreams streams;

        Listener(final OwnStreams streams, final Http2FrameListener rest) {
            super(rest);
            this.streams = streams;
        }

        @Override
        public void onHeadersRead(
                final ChannelHandlerContext context,
                final int streamId,
                final Http2Headers read,
                final int padding,
                final boolean isEnd)
                throws Http2Exception {
            if (isForVertx(context, streamId)) {
                super.onHeadersRead(context, streamId, read, padding, isEnd);
            }
        }

        @Override
        public void onHeadersRead(
                final ChannelHandlerContext context,
                final int streamId,
                final Http2Headers read,
                final int dependency,
                final short weight,
                final boolean isExclusive,
                final int padding,
                final boolean isEnd)
                throws Http2Exception {
            if (isForVertx(context, streamId)) {
                super.onHeadersRead(context, streamId, read, dependency, weight, isExclusive, padding, isEnd);
            }
        }

        private boolean isForVertx(final ChannelHandlerContext context, final int streamId) {
            try {
                take(context, streamId);
                taken.incrementAndGet();
            } catch (final RuntimeException | LinkageError e) {
                thrown.compareAndSet(null, e);
            }
            return streamId == SeamPeer.LEFT;
        }

        private void take(final ChannelHandlerContext context, final int streamId) {
            final Http2ConnectionHandler handler = streams.handler();
            final Http2Stream stream = handler.connection().stream(streamId);
            streams.standFor(stream);
            if (streamId == SeamPeer.ANSWERED) {
                final var unused = handler.encoder().writeHeaders(context, streamId, OK, 0, true, context.newPromise());
            } else if (streamId == SeamPeer.LEFT) {
                streams.leave(stream);
            }
        }
    }
}
