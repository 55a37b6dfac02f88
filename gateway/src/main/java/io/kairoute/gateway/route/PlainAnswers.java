package io.kairoute.gateway.route;

import io.kairoute.gateway.observe.CallEnd;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.util.concurrent.EventExecutor;

/**
 * The answers of one connection's plain calls that were handed to the transport and are not written yet.
 *
 * <p>A peer that does not read leaves them where they are, and its calls open. Their age is told by two generations: an answer
 * joins the younger one, and what is left in the elder one when they change places has waited from one change to the next.
 *
 * <p>Every write needs a promise anyway, so the promise itself counts: it takes no more room than a plain one, and spares the locks
 * that a listener takes to be added and to be told.
 *
 * <p>Thread-confined: owned by its event loop.
 */
final class PlainAnswers {
    private static final int ENDS = CallEnd.values().length;

    private final RouteLane lane;
    private final Group[][] groups = new Group[2][ENDS];
    private final int[] unwritten = new int[2];
    private int younger;
    private boolean isGivenUp;

    PlainAnswers(final RouteLane lane) {
        this.lane = lane;
        for (final CallEnd end : CallEnd.values()) {
            groups[0][end.ordinal()] = new Group(0, end);
            groups[1][end.ordinal()] = new Group(1, end);
        }
    }

    /** An answer is about to be handed over; what is returned must be told whether it was written. */
    ChannelPromise handOver(final ChannelHandlerContext context, final CallEnd end) {
        unwritten[younger]++;
        lane.openCalls().handedOver();
        return new Answer(context.channel(), context.executor(), groups[younger][end.ordinal()]);
    }

    /** Lets the generations change places; false when an answer has been waiting since the last time. */
    boolean growOlder() {
        final int elder = 1 - younger;
        if (unwritten[elder] > 0) {
            return false;
        }
        younger = elder;
        return true;
    }

    /** The peer does not read: what is not written by now never will be, for that reason. */
    void giveUp() {
        isGivenUp = true;
    }

    boolean isGivenUp() {
        return isGivenUp;
    }

    /** The answers of one generation and one end; made once, so that an answer costs a count and no object. */
    private final class Group {
        private final int generation;
        private final CallEnd end;

        Group(final int generation, final CallEnd end) {
            this.generation = generation;
            this.end = end;
        }

        void over(final boolean isWritten) {
            unwritten[generation]--;
            lane.openCalls().written();
            if (isWritten) {
                lane.ledger().left(end);
            } else {
                lane.ledger().left(isGivenUp ? CallEnd.NOT_READ : CallEnd.RESET);
            }
        }
    }

    /** The promise that one answer is written; tells its group, once. */
    private static final class Answer extends DefaultChannelPromise {
        private final Group group;

        Answer(final Channel channel, final EventExecutor loop, final Group group) {
            super(channel, loop);
            this.group = group;
        }

        @Override
        public boolean trySuccess(final Void nothing) {
            return over(super.trySuccess(null), true);
        }

        @Override
        public ChannelPromise setSuccess(final Void nothing) {
            super.setSuccess(null);
            group.over(true);
            return this;
        }

        @Override
        public boolean tryFailure(final Throwable cause) {
            return over(super.tryFailure(cause), false);
        }

        @Override
        public ChannelPromise setFailure(final Throwable cause) {
            super.setFailure(cause);
            group.over(false);
            return this;
        }

        @Override
        public boolean cancel(final boolean mayInterrupt) {
            return over(super.cancel(mayInterrupt), false);
        }

        private boolean over(final boolean isFirst, final boolean isWritten) {
            if (isFirst) {
                group.over(isWritten);
            }
            return isFirst;
        }
    }
}
