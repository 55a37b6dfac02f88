package io.kairoute.router.snapshot;

import io.kairoute.router.Limits;
import io.kairoute.router.key.ByteKeyIndex;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The tenants of this node, by ordinal and by id.
 *
 * <p>Immutable: the set of tenants is fixed by configuration at start; what changes is inside each {@link SnapshotHolder}.
 */
public final class TenantDirectory {
    /** The tenant of a node that configures none. */
    public static final String DEFAULT_TENANT = "default";

    /** No such tenant. */
    public static final int UNKNOWN = -1;

    private final String[] ids;
    private final ByteKeyIndex index;
    private final int defaultTenant;
    private final SnapshotHolder[] holders;

    /** Makes a directory of tenants, in the order given. */
    public TenantDirectory(final List<String> tenantIds) {
        if (tenantIds.isEmpty() || tenantIds.size() > Limits.TENANTS) {
            throw new IllegalArgumentException("tenants=" + tenantIds.size() + " min=1 max=" + Limits.TENANTS);
        }
        ids = tenantIds.stream().distinct().toArray(String[]::new);
        if (ids.length != tenantIds.size()) {
            throw new IllegalArgumentException("a tenant is named twice: " + tenantIds);
        }
        for (final String id : ids) {
            if (id.isEmpty() || id.getBytes(StandardCharsets.UTF_8).length > Limits.STRING_BYTES) {
                throw new IllegalArgumentException("tenant id bytes not in 1 to " + Limits.STRING_BYTES + ": " + id);
            }
        }
        index = ByteKeyIndex.of(tenantIds);
        defaultTenant = index.find(DEFAULT_TENANT);
        holders = new SnapshotHolder[ids.length];
        Arrays.setAll(holders, i -> new SnapshotHolder());
    }

    /** How many tenants there are; ordinals run from 0. */
    public int count() {
        return ids.length;
    }

    /** Whether there is a tenant of this ordinal. */
    public boolean has(final int ordinal) {
        return ordinal >= 0 && ordinal < holders.length;
    }

    /** A tenant's id. */
    public String id(final int ordinal) {
        return ids[ordinal];
    }

    /** Where a tenant's newest snapshot is found. */
    public SnapshotHolder holder(final int ordinal) {
        return holders[ordinal];
    }

    /** The ordinal of a tenant, or {@link #UNKNOWN}. */
    public int ordinal(final String id) {
        return index.find(id);
    }

    /** The ordinal of the tenant that a request names, of the default tenant where it names none; or {@link #UNKNOWN}. */
    public int find(final byte[] bytes, final int offset, final int length) {
        return length == 0 ? defaultTenant : index.find(bytes, offset, length);
    }
}
