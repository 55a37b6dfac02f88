package io.kairoute.gateway.control.loop;

import org.agrona.concurrent.AgentRunner;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of a control loop, from its start to its end. Thread-safe; it is started once.
 */
public final class ControlRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlRunner.class);
    private static final long CLOSE_MS = 30_000;

    private final ControlLoop loop;
    private final AgentRunner runner;
    private volatile @Nullable Thread thread;

    /**
     * A thread that goes on when it is interrupted. Nobody has a reason to interrupt it. Agrona's runner would end the loop then, so
     * that nothing could be changed any more, and a channel of a file would be closed under whoever uses it.
     */
    private final class Uninterrupted extends Thread {
        private Uninterrupted(final Runnable task) {
            super(task);
            setDaemon(true);
        }

        @Override
        public void interrupt() {
            loop.fault(
                    "control_interrupted",
                    new InterruptedException("interrupted by " + currentThread().getName()));
        }
    }

    /** Makes a runner that does nothing before its start. */
    public ControlRunner(final ControlLoop loop) {
        this.loop = loop;
        runner = new AgentRunner(loop.idle(), e -> loop.fault("control_loop_failed", e), null, loop);
    }

    /** Starts the thread. */
    public void start() {
        thread = AgentRunner.startOnThread(runner, Uninterrupted::new);
    }

    /**
     * Takes no more and finishes what waits, on the loop's thread, or here where it was never started. Waits for half a minute at most.
     */
    @Override
    public void close() {
        loop.proxy().stop();
        final Thread started = thread;
        if (started == null) {
            runner.close();
            return;
        }
        try {
            // The loop ends by itself; the runner's own close would wait for a stuck one without end.
            started.join(CLOSE_MS);
            if (started.isAlive()) {
                LOG.error("event=control_stuck millis={}", CLOSE_MS);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
