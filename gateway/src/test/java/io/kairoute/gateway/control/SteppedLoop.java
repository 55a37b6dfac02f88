package io.kairoute.gateway.control;

import io.kairoute.gateway.control.loop.ControlLoop;
import io.kairoute.gateway.control.loop.LoopClock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.AgentInvoker;

/** A control loop that a test steps, with clocks that the test sets. Thread-confined: owned by the test. */
final class SteppedLoop {
    private long nowMs;
    private long tickedMs;
    private final ControlLoop loop =
            new ControlLoop(new LoopClock(clock(), () -> TimeUnit.MILLISECONDS.toNanos(tickedMs)));
    private final AgentInvoker invoker = new AgentInvoker(SteppedLoop::unexpected, null, loop);

    /** Makes one that begins at a time of the wall clock. */
    SteppedLoop(final long nowMs) {
        this.nowMs = nowMs;
        invoker.start();
    }

    /** The loop. */
    ControlLoop loop() {
        return loop;
    }

    /** The wall clock. */
    InstantSource clock() {
        return () -> Instant.ofEpochMilli(nowMs);
    }

    /** What the wall clock shows. */
    long nowMs() {
        return nowMs;
    }

    /** Sets the wall clock ahead, or back. */
    void jump(final long millis) {
        nowMs += millis;
    }

    /** Does what waits. */
    void step() {
        invoker.invoke();
    }

    /** Does what waits, and ticks. */
    void tick() {
        tick(1_000);
    }

    /** Lets so much time go by the ticker, not by the wall clock; then does what waits and is due. */
    void tick(final long millis) {
        tickedMs += millis;
        invoker.invoke();
    }

    private static void unexpected(final Throwable fault) {
        throw new AssertionError("a turn of the loop threw", fault);
    }
}
