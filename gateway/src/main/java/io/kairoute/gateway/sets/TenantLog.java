package io.kairoute.gateway.sets;

import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.gateway.outcome.OutcomeLog;
import io.kairoute.router.compile.ReadableSet;
import io.kairoute.router.key.KeyHash;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a tenant's logs of decisions and outcomes must hear of its customers. Thread-safe. */
public interface TenantLog {
    /** How long the end of a chunk is waited for, and what comes before it; a node that stops meanwhile ends its chunks itself. */
    long MOST_WAIT_S = 30;

    /** A set is served from now on; called before the first decision that uses it. */
    void serves(ReadableSet opened);

    /**
     * Ends the newest chunk.
     *
     * @return the number of the newest chunk that nobody writes any more
     */
    long endChunk();

    /**
     * Forgets where the outcomes of customers stand, and ends the newest chunk of outcomes.
     *
     * @return the number of the newest chunk of outcomes that nobody writes any more
     */
    long forget(Collection<KeyHash> customers);

    /**
     * The logs of one tenant, by its ordinal.
     *
     * @param log hears nothing where it is null: decisions are not logged
     * @param outcomes hears nothing where it is null: none are taken
     */
    static TenantLog of(final @Nullable DecisionLog log, final @Nullable OutcomeLog outcomes, final int tenant) {
        return new TenantLog() {
            @Override
            public void serves(final ReadableSet opened) {
                if (log != null) {
                    log.segments(tenant, opened);
                }
            }

            @Override
            public long endChunk() {
                return log == null
                        ? Long.MAX_VALUE
                        : log.endChunk(tenant)
                                .orTimeout(MOST_WAIT_S, TimeUnit.SECONDS)
                                .join();
            }

            @Override
            public long forget(final Collection<KeyHash> customers) {
                return outcomes == null
                        ? Long.MAX_VALUE
                        : outcomes.forget(tenant, customers)
                                .orTimeout(MOST_WAIT_S, TimeUnit.SECONDS)
                                .join();
            }
        };
    }
}
