package io.kairoute.gateway.now;

import io.kairoute.gateway.api.StreamedCall;
import io.kairoute.gateway.api.stream.AnswerPace;
import io.kairoute.gateway.control.ControlNow;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.tally.Tally;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells everybody who watches what happens, once a second, from a thread of its own.
 *
 * <p>Only tenants that somebody watches are looked at. Where the control thread does not answer within a second, that second is left
 * out. Thread-safe.
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
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        final Thread thread = new Thread(task, "kairoute-now");
        thread.setDaemon(true);
        return thread;
    });

    /** A tenant that somebody watches, or did. */
    private record Watched(NowBoard board, Set<NowWatch> watchers) {}

    /** Begins to tick. */
    public NowBoards(final NowSource source) {
        this.source = source;
        startMs = source.clock().millis();
        final var unused = ticker.scheduleAtFixedRate(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    }

    /** Answers a call with what happens, until it ends. */
    void watch(final StreamedCall call) {
        final int tenant = call.caller().tenant();
        final Watched watched = tenants.computeIfAbsent(
                tenant, id -> new Watched(new NowBoard(startMs), ConcurrentHashMap.newKeySet()));
        final NowWatch watch =
                new NowWatch(watched.board(), watched.board().parse(call.lastPosition()), watched.watchers()::remove);
        final boolean isTooMany = watched.watchers().size() >= MOST_OF_TENANT || count() >= MOST;
        if (!isTooMany) {
            watched.watchers().add(watch);
        }
        call.answer(watch, PACE);
        if (isTooMany) {
            watch.refuse(ControlRefusal.exhausted(
                            "TOO_MANY_WATCHERS", "Too many callers watch what happens; end one of them.")
                    .refusal());
            return;
        }
        try {
            // Who comes first need not wait for the next second.
            ticker.execute(() -> tick(tenant, watched));
        } catch (final RejectedExecutionException e) {
            LOG.debug("event=now_watch_begins_at_the_end");
        }
    }

    /** How many watch. */
    int count() {
        return tenants.values().stream()
                .mapToInt(watched -> watched.watchers().size())
                .sum();
    }

    private void tick() {
        tenants.forEach(this::tick);
    }

    /** Looks at one tenant, and wakes who watches it. */
    private void tick(final int tenant, final Watched watched) {
        if (watched.watchers().isEmpty()) {
            return;
        }
        try {
            final ControlNow held =
                    source.plane().now(source.tenants().id(tenant)).get(TICK_MS, TimeUnit.MILLISECONDS);
            final Tally tally = source.tally();
            watched.board()
                    .take(
                            held,
                            tally == null ? null : tally.published(tenant),
                            source.lost().getAsLong(),
                            source.plane().isLogIntact());
            watched.watchers().forEach(NowWatch::told);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final Exception | Error e) {
            // The next second has another look; a task that throws would never run again.
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
