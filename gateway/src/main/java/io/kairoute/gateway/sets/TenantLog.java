package io.kairoute.gateway.sets;

import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.router.compile.ReadableSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a tenant's decision log must hear of its customers. Thread-safe. */
public interface TenantLog {
    /** How long the end of a chunk is waited for; a node that stops meanwhile ends its chunks itself. */
    long MOST_WAIT_S = 30;

    /** A set is served from now on; called before the first decision that uses it. */
    void serves(ReadableSet opened);

    /**
     * Ends the newest chunk.
     *
     * @return the number of the newest chunk that nobody writes any more
     */
    long endChunk();

    /** The log of one tenant, by its ordinal; hears nothing where decisions are not logged. */
    static TenantLog of(final @Nullable DecisionLog log, final int tenant) {
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
        };
    }
}
