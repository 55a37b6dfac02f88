package io.kairoute.gateway.api;

import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.identity.Role;
import java.util.Set;

/**
 * Who asks a method, about which tenant, from where. Immutable, but for its {@link Cancellation}.
 *
 * @param caller whoever proved to be somebody; {@code anybody} on an open node
 * @param tenant the ordinal of the tenant that the call is about; {@code Router.ANY_TENANT} where only the request says that
 * @param tenantId that tenant's id; empty where only the request says that
 * @param origin the network address that the call comes from, for the audit trail
 * @param cancellation tells the work when nobody waits for it any more
 */
public record Call(Caller caller, int tenant, String tenantId, String origin, Cancellation cancellation) {
    /** A call that the node itself makes, or a test: by whom, from where, about which tenant. */
    public static Call by(final String name, final String origin, final int tenant) {
        return new Call(new Caller(name, tenant, Set.of(), ""), tenant, "", origin, new Cancellation());
    }

    /** The caller's name with its kind, as key:ops, for the audit trail. */
    public String name() {
        return caller.name();
    }

    /** What the caller may do. */
    public Set<Role> roles() {
        return caller.roles();
    }

    /** Whether nobody waits for the answer any more. */
    public boolean isCancelled() {
        return cancellation.isCancelled();
    }
}
