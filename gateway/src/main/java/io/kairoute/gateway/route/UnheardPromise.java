package io.kairoute.gateway.route;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;

/**
 * The promise of frames that nobody asks about, since a later frame of the same stream speaks for them.
 *
 * <p>It remembers nothing it is told, so all such frames of a connection share one. Thread-safe.
 */
final class UnheardPromise extends DefaultChannelPromise {
    UnheardPromise(final Channel channel, final EventExecutor loop) {
        super(channel, loop);
    }

    @Override
    public boolean trySuccess(final Void nothing) {
        return true;
    }

    @Override
    public ChannelPromise setSuccess(final Void nothing) {
        return this;
    }

    @Override
    public boolean tryFailure(final Throwable cause) {
        return true;
    }

    @Override
    public ChannelPromise setFailure(final Throwable cause) {
        return this;
    }

    @Override
    public boolean cancel(final boolean mayInterrupt) {
        return false;
    }

    /** Whoever waited for this promise would wait for ever, and be kept as long as the connection. */
    @Override
    public ChannelPromise addListener(final GenericFutureListener<? extends Future<? super Void>> listener) {
        throw new IllegalStateException("nobody is told about these frames: listener=" + listener);
    }

    @Override
    @SafeVarargs
    public final ChannelPromise addListeners(final GenericFutureListener<? extends Future<? super Void>>... listeners) {
        throw new IllegalStateException("nobody is told about these frames: listeners=" + listeners.length);
    }
}
