package io.kairoute.gateway.api;

import io.kairoute.router.snapshot.TenantDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Says whether this node may be sent calls: it is not stopping, and each tenant with a table has a snapshot.
 *
 * <p>Thread-safe. A tenant whose segment set cannot be opened routes with a flag and does not make the node unready.
 */
public final class Readiness {
    private final TenantDirectory tenants;
    private final IntPredicate hasTable;
    private volatile boolean isStarting = true;
    private volatile boolean isStopping;

    /** Makes the readiness of a node; {@code hasTable} says which tenants, by ordinal, have a table to serve. */
    public Readiness(final TenantDirectory tenants, final IntPredicate hasTable) {
        this.tenants = tenants;
        this.hasTable = hasTable;
    }

    /** The node is up and warm: from now on it is ready when its tenants are. */
    public void started() {
        isStarting = false;
    }

    /** From now on the node is not ready. */
    public void stopping() {
        isStopping = true;
    }

    /** True once {@link #stopping} was called. */
    public boolean isStopping() {
        return isStopping;
    }

    /** True when the node may be sent calls. */
    public boolean isReady() {
        return !isStarting && !isStopping && waitingFor().isEmpty();
    }

    /** The tenants that have a table and no snapshot yet. */
    public List<String> waitingFor() {
        final List<String> waiting = new ArrayList<>();
        for (int ordinal = 0; ordinal < tenants.count(); ordinal++) {
            if (hasTable.test(ordinal) && tenants.holder(ordinal).acquire() == null) {
                waiting.add(tenants.id(ordinal));
            }
        }
        return waiting;
    }
}
