package io.kairoute.gateway.edge;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
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
 *                          --> within a body                                 the call is told, and may answer; then close
 *   the peer's body cannot be told apart                                     the call is told, and may answer; then close
 * </pre>
 *
 * <p>A peer that left looks like one that sends no more until something is written to it. So answers that last are given to nobody
 * of whom that is open. A head of which only a part came is not answered. Thread-confined: owned by its event loop.
 */
public final class LastAnswer extends ChannelDuplexHandler {
    private int unanswered;
    private boolean isWithinBody;
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
        if (message instanceof LastHttpContent last) {
            if (isWithinBody && last.decoderResult().isFailure()) {
                last.setDecoderResult(DecoderResult.failure(BrokenBody.badFraming()));
                sendsNoMore = true;
            }
            isWithinBody = false;
            unanswered++;
        } else if (message instanceof HttpRequest) {
            isWithinBody = true;
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
            if (isWithinBody) {
                breakBody(context);
            }
            closeWhenDone(context);
        }
        context.fireUserEventTriggered(event);
    }

    /** Ends the body in the way in which one that cannot be told apart ends; the call hears of it after what came before. */
    private void breakBody(final ChannelHandlerContext context) {
        final LastHttpContent end = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
        end.setDecoderResult(DecoderResult.failure(BrokenBody.cutShort()));
        isWithinBody = false;
        unanswered++;
        context.fireChannelRead(end);
        context.fireChannelReadComplete();
    }

    // In a turn of its own: a body may end while the answer before it is still being written. The connection closes
    // behind
    // the one who is told now, with whatever was not written by then.
    @Override
    public void exceptionCaught(final ChannelHandlerContext context, final Throwable cause) {
        if (BrokenBody.answerTo(cause) == null) {
            context.fireExceptionCaught(cause);
        } else {
            context.executor().execute(() -> context.fireExceptionCaught(cause));
        }
    }

    private void closeWhenDone(final ChannelHandlerContext context) {
        if (unanswered <= 0 || isLasting) {
            final var unused = context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
