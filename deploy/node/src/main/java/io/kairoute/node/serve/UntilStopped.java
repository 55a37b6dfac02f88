package io.kairoute.node.serve;

import io.kairoute.ctl.terminal.Screen;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.node.NodeState;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Keeps a command alive until the process is told to stop, and then closes its node in good order.
 *
 * <p>Thread-safe: the hook runs on a thread of its own; what it does happens after the node is handed over.
 */
public final class UntilStopped {
    private final Screen screen;
    private final Consumer<String> notes;
    private final Runnable beforeStop;
    private final Runnable afterStop;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean stopping;

    public UntilStopped(final Screen screen) {
        this(screen, screen::tell, () -> {}, () -> {});
    }

    /** Tells of the stop, and runs one task before the node is closed, and one when all is told. */
    UntilStopped(
            final Screen screen, final Consumer<String> notes, final Runnable beforeStop, final Runnable afterStop) {
        this.screen = screen;
        this.notes = notes;
        this.beforeStop = beforeStop;
        this.afterStop = afterStop;
    }

    /** Hands over the node that a stop closes, from before its start on. */
    public Node stops(final Node node) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node), "kairoute-stop"));
        return node;
    }

    /** Says where the node is and how to stop it. */
    public void announce(final String routeHost, final Node node) {
        announce(routeHost, routeHost, node);
    }

    /** Says where the node is and how to stop it. */
    public void announce(final String routeHost, final String adminHost, final Node node) {
        final String outcomes =
                node.outcomesPort() == 0 ? "" : ", outcomes on port " + screen.bold("" + node.outcomesPort());
        screen.say("Routing on " + screen.bold(authority(routeHost, node.routePort()))
                + ", health and metrics on " + screen.bold(authority(adminHost, node.adminPort())) + outcomes
                + ". Stop with Ctrl-C.");
    }

    /** Waits for the stop. */
    public void await() throws InterruptedException {
        stopped.await();
    }

    /** Whether the process was told to stop; calls may fail from then on. */
    public boolean isStopping() {
        return stopping;
    }

    // A node that is not started yet is closed all the same, so that it never starts.
    private void stop(final Node node) {
        stopping = true;
        beforeStop.run();
        final boolean isOpen = node.state() != NodeState.NEW && node.state() != NodeState.CLOSED;
        if (isOpen) {
            notes.accept("Stopping: calls in flight finish, then the data directory is closed.");
        }
        try {
            node.close();
            if (isOpen) {
                notes.accept("Stopped.");
            }
        } catch (final IllegalStateException e) {
            notes.accept("Stopped, but not everything could be closed: " + e.getMessage() + ".");
        }
        afterStop.run();
        stopped.countDown();
    }

    private static String authority(final String host, final int port) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
