package io.kairoute.gateway.api;

import com.google.rpc.Code;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.router.decide.Router;
import io.kairoute.router.snapshot.TenantDirectory;

/** Says which tenant a call is about: the credential's own, or, for one without, whichever the request names. Immutable. */
public final class TenantScope {
    private static final Refusal WRONG_TENANT =
            Refusal.of(Code.PERMISSION_DENIED, "WRONG_TENANT", "tenant is not the tenant of these credentials.");
    private static final Refusal UNKNOWN_TENANT =
            Refusal.of(Code.NOT_FOUND, "UNKNOWN_TENANT", "This node has no such tenant; check tenant.");

    private final TenantDirectory tenants;

    /** Makes a scope over a node's tenants. */
    public TenantScope(final TenantDirectory tenants) {
        this.tenants = tenants;
    }

    /**
     * The ordinal of the tenant that is meant; {@code TenantDirectory.UNKNOWN} when the caller may not ask about it, or there is
     * none of that name.
     *
     * @param own the credential's tenant; {@code Router.ANY_TENANT} for one that may ask about any
     * @param named what the request names; empty for nothing
     */
    public int resolve(final int own, final String named) {
        if (own == Router.ANY_TENANT) {
            return tenants.ordinal(named.isEmpty() ? TenantDirectory.DEFAULT_TENANT : named);
        }
        return named.isEmpty() || tenants.ordinal(named) == own ? own : TenantDirectory.UNKNOWN;
    }

    /** What a caller gets where {@link #resolve} found nothing. */
    public Refusal refusal(final int own) {
        return own == Router.ANY_TENANT ? UNKNOWN_TENANT : WRONG_TENANT;
    }

    /** The id behind an ordinal. */
    public String id(final int tenant) {
        return tenants.id(tenant);
    }
}
