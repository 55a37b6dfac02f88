package io.kairoute.gateway.node;

import io.kairoute.gateway.observe.FigureSheet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the node again and again, and has what was found shown.
 *
 * <p>It has a thread of its own, so that a disk which hangs holds up that one and nothing else; and it rests for twenty times as long
 * as a look took, so that a node of a thousand tenants spends no more than a twentieth of a processor on it. A look that fails leaves
 * what the one before found. Thread-safe.
 */
final class RepeatedLook implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RepeatedLook.class);
    private static final long FEWEST_REST_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long REST_FOR_LOOK = 20;

    private final Callable<FigureSheet> look;
    private final Consumer<FigureSheet> shown;
    private final ScheduledExecutorService looker = Executors.newSingleThreadScheduledExecutor(task -> {
        final Thread thread = new Thread(task, "kairoute-look");
        thread.setDaemon(true);
        return thread;
    });
    private String lastFailure = "";

    private RepeatedLook(final Callable<FigureSheet> look, final Consumer<FigureSheet> shown) {
        this.look = look;
        this.shown = shown;
    }

    /** Looks now, and goes on looking on a thread of its own. */
    static RepeatedLook open(final Callable<FigureSheet> look, final Consumer<FigureSheet> shown) {
        final RepeatedLook looks = new RepeatedLook(look, shown);
        looks.lookAndRest();
        return looks;
    }

    @Override
    public void close() {
        looker.shutdownNow();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the executor, and a look catches what is thrown
    private void lookAndRest() {
        final long begunNs = System.nanoTime();
        look();
        final long restNs = Math.max(FEWEST_REST_NS, REST_FOR_LOOK * (System.nanoTime() - begunNs));
        if (!looker.isShutdown()) {
            looker.schedule(this::lookAndRest, restNs, TimeUnit.NANOSECONDS);
        }
    }

    private void look() {
        try {
            shown.accept(look.call());
            lastFailure = "";
        } catch (final Throwable e) {
            // An error, too: what it leaves here would end the looks for good.
            complain(e);
        }
    }

    // The node stops, or it is said once until something else goes wrong.
    private void complain(final Throwable e) {
        if (!looker.isShutdown() && !lastFailure.equals(e.toString())) {
            lastFailure = e.toString();
            LOG.warn("event=look_failed reason=\"{}\" still=\"what the look before found\"", lastFailure);
        }
    }
}
