package io.kairoute.gateway.history.decisions;

import io.kairoute.gateway.control.SnapshotHistory;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.router.key.KeyHasher;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The past of the tenant that was asked about last: its control log, open to read and checked, folded as far as the answer needed.
 *
 * <p>To open the log anew is to check all of it, and to fold it from its first entry is to read it a second time. People ask why for
 * one decision after another, so what the last answer read is kept for a minute: the next one checks and folds what was appended since.
 * Whoever takes it has it alone; who asks meanwhile opens another one, and of those the one that comes back last is kept. What was
 * at work when something failed is not kept. Thread-safe.
 */
final class KeptPast implements AutoCloseable {
    /** Runs what ends a past that nobody asked for again. */
    static final Executor AFTER_A_MINUTE = CompletableFuture.delayedExecutor(1, TimeUnit.MINUTES);

    private final Supplier<ControlLog> opening;
    private final Function<String, KeyHasher> hasherOf;
    private final Executor later;
    private final AtomicReference<@Nullable Past> kept = new AtomicReference<>();
    private volatile boolean isClosed;

    /**
     * Keeps none yet.
     *
     * @param opening opens the log to read, once all of it is checked
     * @param hasherOf each tenant's keyed hash
     */
    KeptPast(final Supplier<ControlLog> opening, final Function<String, KeyHasher> hasherOf, final Executor later) {
        this.opening = opening;
        this.hasherOf = hasherOf;
        this.later = later;
    }

    /** Does something with a tenant's past. */
    <R> R with(final String tenant, final Function<SnapshotHistory, R> work) {
        final Past past = take(tenant);
        boolean isGood = false;
        try {
            past.log().checkAppended();
            final R answer = work.apply(past.history());
            isGood = true;
            return answer;
        } finally {
            if (isGood) {
                // Another object, so that what was to end this one a minute after the last answer finds it gone.
                keep(new Past(tenant, past.log(), past.history()));
            } else {
                past.log().close();
            }
        }
    }

    private Past take(final String tenant) {
        final Past last = kept.getAndSet(null);
        if (last != null && last.tenant().equals(tenant)) {
            return last;
        }
        end(last);
        final KeyHasher hasher = hasherOf.apply(tenant);
        final ControlLog log = opening.get();
        return new Past(tenant, log, new SnapshotHistory(tenant, hasher, log));
    }

    private void keep(final Past past) {
        end(kept.getAndSet(past));
        if (isClosed) {
            end(kept.getAndSet(null));
        } else {
            later.execute(() -> endUnused(past));
        }
    }

    private void endUnused(final Past past) {
        if (kept.compareAndSet(past, null)) {
            end(past);
        }
    }

    private static void end(final @Nullable Past past) {
        if (past != null) {
            past.log().close();
        }
    }

    @Override
    public void close() {
        isClosed = true;
        end(kept.getAndSet(null));
    }

    private record Past(String tenant, ControlLog log, SnapshotHistory history) {}
}
