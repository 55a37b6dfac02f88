package io.kairoute.gateway.node;

import io.kairoute.gateway.health.Readiness;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The state of one node, as everybody sees it who starts, asks or stops it. Thread-safe. */
final class Lifecycle implements Readiness.Phase {
    private final AtomicReference<NodeState> state = new AtomicReference<>(NodeState.NEW);
    private final CountDownLatch closed = new CountDownLatch(1);

    NodeState state() {
        return state.get();
    }

    /**
     * Goes on to another state.
     *
     * @throws IllegalStateException when it does not follow the one that the node is in
     */
    void become(final NodeState next) {
        state.updateAndGet(now -> now.to(next));
    }

    /**
     * The node may be sent calls.
     *
     * @throws StartException when it was told to stop meanwhile
     */
    void ready() {
        if (!state.compareAndSet(NodeState.STARTING, NodeState.STARTING.to(NodeState.READY))) {
            throw StartException.closedMeanwhile();
        }
    }

    /** Nothing of the node is open any more; said again, it changes nothing. */
    void closed() {
        state.updateAndGet(now -> now == NodeState.CLOSED ? now : now.to(NodeState.CLOSED));
        closed.countDown();
    }

    /** Begins to stop; gives the state before, which tells what there is to close. */
    NodeState stop() {
        final NodeState before = state.getAndUpdate(Lifecycle::stopped);
        if (before == NodeState.NEW) {
            closed.countDown();
        }
        return before;
    }

    /** Waits until the node is closed; false when it is not in that time. An interrupt ends the wait, and stays. */
    boolean awaitClosed(final long mostMs) {
        try {
            return closed.await(mostMs, TimeUnit.MILLISECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public boolean isReady() {
        return state() == NodeState.READY;
    }

    @Override
    public boolean isStopping() {
        return state() == NodeState.DRAINING || state() == NodeState.CLOSED;
    }

    private static NodeState stopped(final NodeState now) {
        if (now.mayBecome(NodeState.DRAINING)) {
            return NodeState.DRAINING;
        }
        return now == NodeState.NEW ? NodeState.CLOSED : now;
    }
}
