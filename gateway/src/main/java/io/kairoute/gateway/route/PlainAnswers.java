package io.kairoute.gateway.route;

import io.kairoute.gateway.observe.CallEnd;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;

/**
 * The answers of one connection's plain calls that were handed to the transport and are not written yet.
 *
 * <p>A peer that does not read leaves them where they are, and its calls open. Their age is told by two generations: an answer
 * joins the younger one, and what is left in the elder one when they change places has waited from one change to the next. So an
 * answer costs a count and no object: those who wait for it to be written are made once for each way that calls end.
 *
 * <p>Thread-confined: owned by its event loop.
 */
final class PlainAnswers {
    private static final int ENDS = CallEnd.values().length;

    private final RouteLane lane;
    private final PlainWrite[][] waiting = new PlainWrite[2][ENDS];
    private final int[] unwritten = new int[2];
    private int younger;
    private boolean isGivenUp;

    PlainAnswers(final RouteLane lane) {
        this.lane = lane;
        for (final CallEnd end : CallEnd.values()) {
            waiting[0][end.ordinal()] = new PlainWrite(0, end);
            waiting[1][end.ordinal()] = new PlainWrite(1, end);
        }
    }

    /** An answer is about to be handed over; what is returned must hear whether it was written. */
    ChannelFutureListener handOver(final CallEnd end) {
        unwritten[younger]++;
        lane.openCalls().handedOver();
        return waiting[younger][end.ordinal()];
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

    /** Hears of the answers of one generation and one end. */
    private final class PlainWrite implements ChannelFutureListener {
        private final int generation;
        private final CallEnd end;

        PlainWrite(final int generation, final CallEnd end) {
            this.generation = generation;
            this.end = end;
        }

        @Override
        public void operationComplete(final ChannelFuture written) {
            unwritten[generation]--;
            lane.openCalls().written();
            if (written.isSuccess()) {
                lane.meter().left(end);
            } else {
                lane.meter().left(isGivenUp ? CallEnd.NOT_READ : CallEnd.RESET);
            }
        }
    }
}
