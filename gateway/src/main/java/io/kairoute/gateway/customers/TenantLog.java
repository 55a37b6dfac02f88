package io.kairoute.gateway.customers;

import io.kairoute.gateway.log.DecisionLog;
import io.kairoute.router.compile.OpenedSegments;
import org.jspecify.annotations.Nullable;

/** What a tenant's decision log must hear of its customers. Thread-safe. */
public interface TenantLog {
    /** A set is served from now on; called before the first decision that uses it. */
    void serves(OpenedSegments opened);

    /** Ends the newest chunk, so that nobody writes to any that is there when this returns. */
    void endChunk();

    /** The log of one tenant, by its ordinal; hears nothing where decisions are not logged. */
    static TenantLog of(final @Nullable DecisionLog log, final int tenant) {
        return new TenantLog() {
            @Override
            public void serves(final OpenedSegments opened) {
                if (log != null) {
                    log.segments(opened);
                }
            }

            @Override
            public void endChunk() {
                if (log != null) {
                    final boolean unused = log.endChunk(tenant).join();
                }
            }
        };
    }
}
