package io.kairoute.node.demo;

import io.kairoute.ctl.route.RouteCaller;
import io.kairoute.routing.v1.RouteRequest;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Has contacts routed for as long as the demo serves, so that there is something to see.
 *
 * <p>A node that is slow, or refuses, is asked less: what would wait behind 32 open questions is left out. Thread-safe.
 */
final class LivingDay implements AutoCloseable {
    private static final int MOST_OPEN = 32;
    private static final long TICK_MS = 1_000 / LivingContacts.TICKS_A_SECOND;

    private final RouteCaller caller;
    private final LivingContacts contacts;
    private final BooleanSupplier isOver;
    private final AtomicInteger open = new AtomicInteger();
    private final ScheduledExecutorService thread = new ScheduledThreadPoolExecutor(1, task -> {
        final Thread made = new Thread(task, "kairoute-demo-day");
        made.setDaemon(true);
        return made;
    });

    /**
     * Makes a day, which {@link #begin} begins.
     *
     * @param caller asks the node; closed with this
     * @param isOver whether the node is stopping: then nobody calls any more
     */
    LivingDay(final RouteCaller caller, final LivingContacts contacts, final BooleanSupplier isOver) {
        this.caller = caller;
        this.contacts = contacts;
        this.isOver = isOver;
    }

    /** Begins to send, twenty times a second. */
    LivingDay begin() {
        final var unused = thread.scheduleAtFixedRate(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
        return this;
    }

    /** Sends those that come now. */
    void tick() {
        if (!isOver.getAsBoolean()) {
            contacts.next().forEach(this::send);
        }
    }

    private void send(final RouteRequest contact) {
        if (open.get() >= MOST_OPEN) {
            return;
        }
        open.incrementAndGet();
        // Whether there is a decision is for the console to show.
        final var unused = caller.route(contact).whenComplete((decision, failure) -> open.decrementAndGet());
    }

    @Override
    public void close() {
        thread.shutdownNow();
        caller.close();
    }
}
