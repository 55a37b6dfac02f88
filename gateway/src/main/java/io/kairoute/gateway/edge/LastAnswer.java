package io.kairoute.gateway.edge;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpConnection;

/**
 * Gives a peer of HTTP/1 that sends no more the answers to what it has asked, then closes its connection.
 *
 * <pre>
 *   the peer sends no more --> every whole request answered, or none came    close
 *                          --> a request waits for its answer                answer, then close
 *                          --> the answer lasts as long as its listener      close: who listens to events keeps its side open
 * </pre>
 *
 * <p>A peer that left looks like one that sends no more until something is written to it. So answers that last are given to nobody
 * of whom that is open. A request of which only a part came is not answered. Thread-confined: owned by its event loop.
 */
public final class LastAnswer extends ChannelDuplexHandler {
    private int unanswered;
    private boolean isLasting;
    private boolean sendsNoMore;

    private LastAnswer() {}

    /** Follows a connection that was just opened, if it speaks HTTP/1. */
    public static void follow(final HttpConnection connection) {
        final ChannelHandlerContext served = ServedChannel.of(connection);
        if (served != null && served.pipeline().get(HttpRequestDecoder.class) != null) {
            served.pipeline().addBefore(served.name(), null, new LastAnswer());
        }
    }

    @Override
    public void channelRead(final ChannelHandlerContext context, final Object message) {
        if (message instanceof LastHttpContent) {
            unanswered++;
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(final ChannelHandlerContext context, final Object message, final ChannelPromise promise) {
        if (message instanceof HttpResponse head) {
            if (head.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
                final var unused = context.write(message, promise);
                return;
            }
            isLasting = isLasting(head);
        }
        if (message instanceof LastHttpContent) {
            unanswered--;
            isLasting = false;
        }
        final var unused = context.write(message, promise);
        if (sendsNoMore) {
            closeWhenDone(context);
        }
    }

    private static boolean isLasting(final HttpResponse head) {
        final String type = head.headers().get(HttpHeaderNames.CONTENT_TYPE);
        return type != null && (type.startsWith("text/event-stream") || type.startsWith("application/grpc-web"));
    }

    @Override
    public void userEventTriggered(final ChannelHandlerContext context, final Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            sendsNoMore = true;
            closeWhenDone(context);
        }
        context.fireUserEventTriggered(event);
    }

    private void closeWhenDone(final ChannelHandlerContext context) {
        if (unanswered <= 0 || isLasting) {
            final var unused = context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
