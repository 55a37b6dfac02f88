package io.kairoute.gateway.api.stream;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.RejectedExecutionException;

/**
 * The event loop of a call, as other threads reach it.
 *
 * <p>A node that stops does not wait for work that takes longer than its grace. Such work finds no event loop at its end, and then
 * there is nobody left who could be told. Thread-safe.
 */
public final class CallLoop {
    private final Context loop;

    private CallLoop(final Context loop) {
        this.loop = loop;
    }

    /** The event loop that the caller of this is on. */
    public static CallLoop current(final Vertx vertx) {
        return new CallLoop(vertx.getOrCreateContext());
    }

    /** Runs a step there, in a turn of its own; false where the loop is gone, and the step never runs. */
    public boolean run(final Runnable step) {
        try {
            loop.runOnContext(nothing -> step.run());
            return true;
        } catch (final RejectedExecutionException gone) {
            return false;
        }
    }
}
