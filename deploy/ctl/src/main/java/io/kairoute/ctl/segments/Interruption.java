package io.kairoute.ctl.segments;

import io.kairoute.ctl.terminal.Screen;
import java.util.concurrent.CountDownLatch;

/**
 * Says what became of an import that somebody stops with Ctrl-C, and has the node give it up.
 *
 * <p>Thread-safe: the JVM stops on a thread of its own.
 */
final class Interruption implements AutoCloseable {
    private final Screen screen;
    private final Runnable giveUp;
    private final Thread hook = new Thread(this::stop, "kairoute-import-stop");
    private volatile boolean isSent;
    private volatile boolean isStopped;

    private Interruption(final Screen screen, final Runnable giveUp) {
        this.screen = screen;
        this.giveUp = giveUp;
    }

    /** Watches from now on, until it is closed. */
    static Interruption of(final Screen screen, final Runnable giveUp) {
        final Interruption interruption = new Interruption(screen, giveUp);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** From now on the node has the whole file. */
    void sent() {
        isSent = true;
    }

    /** Ends here where the command was stopped: what its call failed with is only what follows from that. */
    void endWhereStopped() throws InterruptedException {
        if (isStopped) {
            new CountDownLatch(1).await(); // the JVM halts when its hooks are done
        }
    }

    private void stop() {
        isStopped = true;
        giveUp.run();
        screen.err().println();
        screen.tell(
                isSent
                        ? "Stopped. The node had the whole file and was told to give it up; whether it was done"
                                + " already says kairoute segments list."
                        : "Stopped before the whole file was sent; nothing was imported.");
    }

    @Override
    public void close() {
        if (!isStopped) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (final IllegalStateException e) {
                // The JVM stops in this very moment, and the hook says so.
            }
        }
    }
}
