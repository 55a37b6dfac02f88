package io.kairoute.gateway.control.log;

import java.util.Map;

/**
 * How far a control log was last checked as a whole. Immutable.
 *
 * @param atMs when that check was over, milliseconds since 1970; 0 before the first one
 * @param heads by tenant, the last entry that was checked
 */
public record Verified(long atMs, Map<String, AuditHead> heads) {
    /** Nothing was checked yet. */
    public static final Verified NOTHING = new Verified(0, Map.of());

    /** Copies the heads. */
    public Verified {
        heads = Map.copyOf(heads);
    }

    /** The last entry of a tenant that was checked. */
    public AuditHead head(final String tenant) {
        return heads.getOrDefault(tenant, AuditHead.NONE);
    }
}
