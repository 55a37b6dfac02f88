package io.kairoute.gateway.control.loop;

import io.kairoute.gateway.api.AdminRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentTerminationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of control state: does the work that waits and the ticks that are due.
 *
 * <p>Whatever work or a tick throws, errors included, goes to its caller or into the log, is counted, and the loop goes on.
 * Thread-confined: owned by whoever runs it; {@link #proxy()} and {@link #faults()} are for any thread.
 */
public final class ControlLoop implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(ControlLoop.class);

    private final LoopClock clock;
    private final WokenIdle idle;
    private final ControlProxy proxy;
    private final AtomicLong faults = new AtomicLong();
    private final List<Ticking> ticks = new ArrayList<>();

    /** What is done again and again. */
    private static final class Ticking {
        private final long periodNs;
        private final LongConsumer tick;
        private boolean hasTicked;
        private long tickedNs;

        private Ticking(final long periodNs, final LongConsumer tick) {
            this.periodNs = periodNs;
            this.tick = tick;
        }

        private boolean isDue(final long nowNs) {
            return !hasTicked || nowNs - tickedNs >= periodNs;
        }

        private void tickedAt(final long nowNs) {
            hasTicked = true;
            tickedNs = nowNs;
        }
    }

    /** Makes a loop that goes by these clocks. */
    public ControlLoop(final LoopClock clock) {
        this(clock, new WokenIdle(WokenIdle.MOST_PARK_NS));
    }

    ControlLoop(final LoopClock clock, final WokenIdle idle) {
        this.clock = clock;
        this.idle = idle;
        proxy = new ControlProxy(idle);
    }

    /** The way to it. */
    public ControlProxy proxy() {
        return proxy;
    }

    /** The ticker's time, for any thread; only its differences mean something. */
    public long tickerNs() {
        return clock.ticker().nanoTime();
    }

    /** How its thread rests. */
    WokenIdle idle() {
        return idle;
    }

    /**
     * Does something at the first turn, and then again and again; to be told before the loop runs.
     *
     * @param tick is given the wall clock's milliseconds since 1970
     */
    public void every(final long periodMs, final LongConsumer tick) {
        ticks.add(new Ticking(TimeUnit.MILLISECONDS.toNanos(periodMs), tick));
    }

    /** Does a part of a tick; what it throws is counted and logged, and keeps no other part from its turn. */
    public void attempt(final Runnable part) {
        try {
            part.run();
        } catch (final Throwable e) {
            fault("control_tick_failed", e);
        }
    }

    /**
     * What is begun on the loop and ends later; where it fails by more than a refusal, that is counted.
     *
     * @param <T> what it comes to
     */
    public <T> CompletableFuture<T> counted(final CompletableFuture<T> begun) {
        return begun.whenComplete((done, fault) -> {
            final Throwable cause =
                    fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
            if (cause != null && !(cause instanceof AdminRefused)) {
                faults.incrementAndGet();
            }
        });
    }

    /** Errors and exceptions that nobody expected, those of a failing disk among them. */
    public long faults() {
        return faults.get();
    }

    @Override
    public int doWork() {
        if (proxy.isStopping()) {
            throw new AgentTerminationException(true);
        }
        proxy.enter();
        try {
            // What comes meanwhile has its turn after the ticks.
            return work(proxy.count()) + tick(tickerNs());
        } finally {
            proxy.leave();
        }
    }

    private int work(final int most) {
        int done = 0;
        for (ControlProxy.Waiting<?> work = next(most, done); work != null; work = next(most, done)) {
            run(work);
            done++;
        }
        return done;
    }

    private ControlProxy.@Nullable Waiting<?> next(final int most, final int done) {
        return done < most ? proxy.next() : null;
    }

    private int tick(final long nowNs) {
        int done = 0;
        for (final Ticking ticking : ticks) {
            if (ticking.isDue(nowNs)) {
                ticking.tickedAt(nowNs);
                attempt(() -> ticking.tick.accept(clock.wall().millis()));
                done++;
            }
        }
        return done;
    }

    private <T> void run(final ControlProxy.Waiting<T> work) {
        try {
            work.result().complete(work.task().call());
        } catch (final Throwable e) {
            // An error, too: its caller would wait for ever.
            if (e instanceof Error) {
                fault("control_work_failed", e);
            } else if (!(e instanceof AdminRefused)) {
                // Told by whoever answers the caller.
                faults.incrementAndGet();
            }
            work.result().completeExceptionally(e);
        }
    }

    /** Counts what nobody expected; never throws. */
    void fault(final String event, final Throwable e) {
        faults.incrementAndGet();
        try {
            LOG.error("event={}", event, e);
        } catch (final Throwable untold) {
            // A heap that is full, say; the count tells that there was more.
            faults.incrementAndGet();
        }
    }

    /** Finishes what waits. */
    @Override
    public void onClose() {
        proxy.enter();
        try {
            work(Integer.MAX_VALUE);
        } finally {
            proxy.leave();
        }
    }

    @Override
    public String roleName() {
        return "kairoute-control";
    }
}
