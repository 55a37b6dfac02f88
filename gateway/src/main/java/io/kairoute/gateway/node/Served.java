package io.kairoute.gateway.node;

import io.kairoute.gateway.api.AdminServices;
import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.router.snapshot.TenantDirectory;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What the listeners of a node serve. Immutable; what it names is open, and stays so until the listeners are closed.
 *
 * @param tenants whom it routes for
 * @param hasTable which tenants, by ordinal, have a table, and so must have a snapshot before the node is ready
 * @param services what the admin listener serves beside health and metrics
 * @param decisions takes what is decided; null for nobody
 * @param beforeReady is given the node when its listeners are up, before it is ready
 * @param segments waits until each tenant's segment set is open
 */
public record Served(
        TenantDirectory tenants,
        IntPredicate hasTable,
        AdminServices services,
        @Nullable DecisionLog decisions,
        Consumer<Node> beforeReady,
        Runnable segments)
        implements NodeContents {
    /** Tenants that all have a table, and nothing beside. */
    public static Served of(final TenantDirectory tenants) {
        return new Served(tenants, ordinal -> true, new AdminServices(), null, node -> {}, () -> {});
    }

    /** The same, where only some of the tenants have a table. */
    public Served where(final IntPredicate tenantHasTable) {
        return new Served(tenants, tenantHasTable, services, decisions, beforeReady, segments);
    }

    /** The same with other services. */
    public Served with(final AdminServices others) {
        return new Served(tenants, hasTable, others, decisions, beforeReady, segments);
    }

    /** The same with a log of what is decided; null for none. */
    public Served with(final @Nullable DecisionLog log) {
        return new Served(tenants, hasTable, services, log, beforeReady, segments);
    }

    /** The same, with something to be done before the node is ready, after what is to be done already. */
    public Served beforeReady(final Consumer<Node> task) {
        return new Served(tenants, hasTable, services, decisions, beforeReady.andThen(task), segments);
    }

    /** The same with segment sets that are still being opened. */
    public Served awaiting(final Runnable opening) {
        return new Served(tenants, hasTable, services, decisions, beforeReady, opening);
    }

    @Override
    public Served open(final Closing opened) {
        return this;
    }
}
