package io.kairoute.gateway.node;

import io.kairoute.gateway.api.OutcomesListener;
import io.kairoute.gateway.config.FileWatch;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.identity.NewKey;
import io.kairoute.gateway.observe.GatewayMeters;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One node: what it serves, its listeners, how far it has come. Thread-safe.
 *
 * <pre>
 *   try (Node node = Node.of(config, Served.of(tenants).with(services)).start()) {
 *       ...
 *   }
 * </pre>
 *
 * <p>{@link #start} opens what is served, then the listeners. {@link #close} makes the node unready, lets calls in flight finish,
 * and closes everything, what was opened last first; the admin listener goes after the route listener, so that health and metrics
 * are there as long as calls are.
 */
public final class Node implements AutoCloseable {
    /** How long a start may take to notice that its node is being closed. */
    private static final long LONGEST_START_MS = 60_000;

    private final GatewayConfig config;
    private final NodeContents contents;
    private final Closing opened;
    private final Lifecycle lifecycle = new Lifecycle();
    private volatile @Nullable Thread starter;
    private volatile @Nullable Running running;

    /** What a node has once its listeners are up. */
    private record Running(Served served, Listeners listeners) {}

    /** Makes a node over a stack that a test looks into. */
    Node(final GatewayConfig config, final NodeContents contents, final Closing opened) {
        this.config = config;
        this.contents = contents;
        this.opened = opened;
    }

    /** Puts a node together; {@link #start} opens it. */
    public static Node of(final GatewayConfig config, final NodeContents contents) {
        return new Node(config, contents, new Closing());
    }

    /**
     * Opens everything, and is back when the node is ready. Where that fails, nothing is left open.
     *
     * @return this node
     * @throws StartException when a listener cannot be brought up, or the node is closed meanwhile
     * @throws IllegalStateException when it was started or closed before
     */
    public Node start() {
        lifecycle.become(NodeState.STARTING);
        starter = Thread.currentThread();
        try {
            bringUp();
            return this;
        } catch (final RuntimeException | Error e) {
            final NodeState before = lifecycle.stop();
            opened.closeAfter(e);
            lifecycle.closed();
            if (before != NodeState.STARTING && !(e instanceof StartException)) {
                throw StartException.closedMeanwhile(e);
            }
            throw e;
        }
    }

    /** How far the node has come. */
    public NodeState state() {
        return lifecycle.state();
    }

    /** The port that routing calls are taken on. */
    public int routePort() {
        return listeners().routes().port();
    }

    /** The port of health, metrics and administration. */
    public int adminPort() {
        return listeners().admin().port();
    }

    /** The port that outcomes and nothing else are taken on; 0 where there is none. */
    public int outcomesPort() {
        final OutcomesListener outcomes = listeners().outcomes();
        return outcomes == null ? 0 : outcomes.port();
    }

    /** The event loops that route; each runs what it is given on its own thread, between two contacts. */
    public List<Executor> loops() {
        return listeners().routes().loops();
    }

    /** What other parts of the node add their meters to. */
    public GatewayMeters meters() {
        return listeners().parts().meters();
    }

    /** Calls a reader after each change of files since a mark, as often as the node looks at its own. */
    public void watch(final String what, final FileWatch.Mark since, final Runnable reader) {
        listeners().parts().watch().watch(what, since, reader);
    }

    /** Looks at the files of credentials, keys and certificates, and those that are watched, now; is back when those that changed are read. */
    public void lookAtFiles() {
        listeners().parts().watch().lookNow();
    }

    /** Whether the node may be sent calls. */
    public boolean isReady() {
        final Running up = running;
        return up != null && up.listeners().readiness().isReady();
    }

    /** Waits until every tenant's segment set is open. */
    public void awaitSegments() {
        running().served().segments().run();
    }

    /** Asks the node itself until it answers as fast as it will, for 0.6 s at most. */
    public void warmUp() {
        whileLent(door -> WarmUp.ask(listeners().routes().vertx(), door));
    }

    /**
     * Runs a task that may ask this node to route, on any tenant, until it ends; the key is in no file.
     *
     * <p>For whoever starts this node and must ask it something before anybody else can.
     */
    public void whileLent(final Consumer<OwnDoor> task) {
        final Listeners up = listeners();
        final NewKey key = NewKey.make(new SecureRandom());
        up.parts().callers().lend(key.sha256());
        try {
            up.routes().whileOpen((host, port) -> task.accept(new OwnDoor(host, port, key.key())));
        } finally {
            up.parts().callers().lend("");
        }
    }

    /**
     * Stops: not ready, then no new calls, then no calls, then nothing. Whoever closes a node that is being closed waits until it is.
     *
     * @throws IllegalStateException when something of the node could not be closed; everything else is
     */
    @Override
    public void close() {
        switch (lifecycle.stop()) {
            case NEW, CLOSED -> {}
            case DRAINING -> awaitClosed();
            case STARTING -> closeStarting();
            case READY -> {
                Waiting.forMillis(config.stop().drainMs());
                closeAll();
            }
        }
    }

    private void bringUp() {
        final Ahead ahead = Ahead.begin(config);
        final Served served = contents.open(opened);
        final Listeners up = Listeners.open(config, served, lifecycle, ahead, opened);
        running = new Running(served, up);
        served.beforeReady().accept(this);
        up.routes().warm();
        lifecycle.ready();
    }

    // The start closes what it opened, in order; who closes meanwhile only tells it, and waits.
    private void closeStarting() {
        opened.refuseMore();
        if (Thread.currentThread() == starter) {
            closeAll();
        } else if (!lifecycle.awaitClosed(LONGEST_START_MS + opened.mostMs())) {
            closeAll();
        }
    }

    private void closeAll() {
        try {
            opened.close();
        } finally {
            lifecycle.closed();
        }
    }

    private void awaitClosed() {
        lifecycle.awaitClosed(config.stop().drainMs() + opened.mostMs());
    }

    private Listeners listeners() {
        return running().listeners();
    }

    private Running running() {
        final Running up = running;
        if (up == null) {
            throw new IllegalStateException("A node that is " + state() + " has no listeners.");
        }
        return up;
    }
}
