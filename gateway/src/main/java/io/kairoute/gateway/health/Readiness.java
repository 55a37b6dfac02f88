package io.kairoute.gateway.health;

import io.kairoute.router.snapshot.TenantDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Says whether this node may be sent calls: it is up, and each tenant with a table has a snapshot.
 *
 * <p>Thread-safe. A tenant whose segment set cannot be opened routes with a flag and does not make the node unready.
 */
public final class Readiness {
    private final Phase node;
    private final TenantDirectory tenants;
    private final IntPredicate hasTable;

    /** How far the node has come. Thread-safe. */
    public interface Phase {
        /** Whether everything of the node is up and warm, and it was not told to stop. */
        boolean isReady();

        /** Whether the node was told to stop. */
        boolean isStopping();
    }

    /** Makes the readiness of a node; {@code hasTable} says which tenants, by ordinal, have a table to serve. */
    public Readiness(final Phase node, final TenantDirectory tenants, final IntPredicate hasTable) {
        this.node = node;
        this.tenants = tenants;
        this.hasTable = hasTable;
    }

    /** True when the node may be sent calls. */
    public boolean isReady() {
        return node.isReady() && waitingFor().isEmpty();
    }

    /** The same in words, for a person. */
    public String text() {
        if (node.isStopping()) {
            return "not ready: stopping";
        }
        if (!node.isReady()) {
            return "not ready: starting";
        }
        final List<String> waiting = waitingFor();
        return waiting.isEmpty()
                ? "ready"
                : "not ready: no table decides for " + String.join(", ", waiting)
                        + "; this version cannot compile the one that is published (event=revision_refused in the log):"
                        + " publish another, or start with a table file";
    }

    /** The tenants that have a table and no snapshot yet. */
    private List<String> waitingFor() {
        final List<String> waiting = new ArrayList<>();
        for (int ordinal = 0; ordinal < tenants.count(); ordinal++) {
            if (hasTable.test(ordinal) && tenants.holder(ordinal).acquire() == null) {
                waiting.add(tenants.id(ordinal));
            }
        }
        return waiting;
    }
}
