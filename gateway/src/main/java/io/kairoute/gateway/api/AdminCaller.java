package io.kairoute.gateway.api;

import io.kairoute.gateway.identity.Role;
import java.util.Set;

/**
 * Who asks an admin method, and about which tenant. Immutable.
 *
 * @param name the credential's name, for the audit trail; {@code anybody} on an open node
 * @param tenant the tenant's ordinal
 * @param tenantId the tenant's id
 * @param origin the network address that the call comes from, for the audit trail
 * @param roles what the caller may do in that tenant
 */
public record AdminCaller(String name, int tenant, String tenantId, String origin, Set<Role> roles) {
    /** Copies the roles. */
    public AdminCaller {
        roles = Set.copyOf(roles);
    }
}
