package io.kairoute.gateway.now;

import io.kairoute.gateway.api.StreamedCall;
import io.kairoute.gateway.api.stream.AnswerPace;
import io.kairoute.gateway.control.ControlNow;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.tally.Tally;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells everybody who watches what happens, once a second, from a thread of its own.
 *
 * <p>Only tenants that somebody watches are looked at, all at once. Of those that the control thread does not answer for within a
 * second, that second is left out. Thread-safe.
 */
public final class NowBoards implements AutoCloseable {
    /** How many may watch one tenant. */
    static final int MOST_OF_TENANT = 64;

    private static final Logger LOG = LoggerFactory.getLogger(NowBoards.class);
    private static final int MOST = 1_024;
    private static final long TICK_MS = 1_000;
    private static final long CLOSE_MS = 5_000;
    private static final AnswerPace PACE = new AnswerPace(300_000, 5_000);

    private final NowSource source;
    private final long startMs;
    private final ConcurrentMap<Integer, Watched> tenants = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(MOST);
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        final Thread thread = new Thread(task, "kairoute-now");
        thread.setDaemon(true);
        return thread;
    });

    /** A tenant that somebody watches, or did. */
    private record Watched(int tenant, NowBoard board, Set<NowWatch> watchers, Semaphore places) {}

    /** Begins to tick. */
    public NowBoards(final NowSource source) {
        this.source = source;
        startMs = source.clock().millis();
        final var unused = ticker.scheduleAtFixedRate(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    }

    /** Answers a call with what happens, until it ends. */
    void watch(final StreamedCall call) {
        final Watched watched = tenants.computeIfAbsent(
                call.caller().tenant(),
                id -> new Watched(
                        id, new NowBoard(startMs), ConcurrentHashMap.newKeySet(), new Semaphore(MOST_OF_TENANT)));
        final NowWatch watch =
                new NowWatch(watched.board(), watched.board().parse(call.lastPosition()), gone -> leave(watched, gone));
        final boolean isIn = enter(watched);
        if (isIn) {
            watched.watchers().add(watch);
        }
        call.answer(watch, PACE);
        if (!isIn) {
            watch.refuse(ControlRefusal.exhausted(
                            "TOO_MANY_WATCHERS", "Too many callers watch what happens; end one of them.")
                    .refusal());
            return;
        }
        try {
            // Who comes first need not wait for the next second.
            ticker.execute(() -> tick(List.of(watched)));
        } catch (final RejectedExecutionException e) {
            LOG.debug("event=now_watch_begins_at_the_end");
        }
    }

    /** Takes a place of the tenant and one of all; false where there is none. */
    private boolean enter(final Watched watched) {
        if (!watched.places().tryAcquire()) {
            return false;
        }
        if (!places.tryAcquire()) {
            watched.places().release();
            return false;
        }
        return true;
    }

    /** Gives the places back of one that had them. */
    private void leave(final Watched watched, final NowWatch gone) {
        if (watched.watchers().remove(gone)) {
            watched.places().release();
            places.release();
        }
    }

    /** How many watch. */
    int count() {
        return MOST - places.availablePermits();
    }

    private void tick() {
        tick(tenants.values());
    }

    /** Looks at some tenants, and wakes who watches them. */
    private void tick(final Collection<Watched> some) {
        try {
            final Map<Integer, CompletableFuture<ControlNow>> asked = new LinkedHashMap<>();
            for (final Watched watched : some) {
                if (!watched.watchers().isEmpty()) {
                    final int tenant = watched.tenant();
                    asked.put(tenant, source.plane().now(source.tenants().id(tenant)));
                }
            }
            final Map<Integer, ControlNow> answered = SharedWait.answered(asked, TICK_MS);
            answered.forEach(this::tell);
            if (answered.size() < asked.size()) {
                LOG.warn("event=now_not_told tenants={} of={}", asked.size() - answered.size(), asked.size());
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final Exception | Error e) {
            // The next second has another look; a task that throws would never run again.
            LOG.warn("event=now_not_told cause=\"{}\"", e.toString());
        }
    }

    private void tell(final int tenant, final ControlNow held) {
        final Watched watched = Objects.requireNonNull(tenants.get(tenant));
        final Tally tally = source.tally();
        try {
            watched.board()
                    .take(
                            held,
                            tally == null ? null : tally.published(tenant),
                            source.lost().getAsLong(),
                            source.plane().isLogIntact());
            watched.watchers().forEach(NowWatch::told);
        } catch (final RuntimeException | Error e) {
            // The other tenants are told all the same.
            LOG.warn(
                    "event=now_not_told tenant={} cause=\"{}\"",
                    source.tenants().id(tenant),
                    e.toString());
        }
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        try {
            if (!ticker.awaitTermination(CLOSE_MS, TimeUnit.MILLISECONDS)) {
                LOG.warn("event=now_ticker_goes_on");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
