package io.kairoute.node.serve;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Gives a sign of life again and again while every event loop of a node turns, and none where one hangs.
 *
 * <p>Owned by a thread of its own, which ends with the process, or with the loops.
 */
final class Watchdog implements Runnable {
    private final long intervalMs;
    private final Life life;
    private final Runnable sign;

    /** What shows that a node lives. */
    interface Life {
        /** The event loops; each runs what it is given on its own thread. */
        List<Executor> loops();
    }

    private Watchdog(final long intervalMs, final Life life, final Runnable sign) {
        this.intervalMs = intervalMs;
        this.life = life;
        this.sign = sign;
    }

    /** Gives a sign this often from now on. */
    static void start(final long intervalMs, final Life life, final Runnable sign) {
        final Thread thread = new Thread(new Watchdog(intervalMs, life, sign), "kairoute-watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            while (true) {
                // For as long as it takes: a loop that hangs is asked once, and not again and again.
                turned().await();
                sign.run();
                Thread.sleep(intervalMs);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final RejectedExecutionException e) {
            // The loops are closed: the node stops, and nobody waits for a sign any more.
        }
    }

    /** Reaches zero once every loop has had a turn from now on. */
    private CountDownLatch turned() {
        final List<Executor> loops = life.loops();
        final CountDownLatch turned = new CountDownLatch(loops.size());
        loops.forEach(loop -> loop.execute(turned::countDown));
        return turned;
    }
}
