package io.kairoute.gateway.identity;

import io.kairoute.router.decide.Router;
import java.util.Set;

/**
 * Whoever proved to be somebody, or anybody where nobody needs to. Immutable.
 *
 * @param name the name with the kind of what proved it, as key:ops, for logs
 * @param tenant the ordinal of its tenant; {@code Router.ANY_TENANT} on an open listener
 * @param roles what it may do
 * @param platform whose queue references it wants; empty for none
 * @param sessionEndMs when its session ends, milliseconds since 1970; 0 for whoever has none
 */
public record Caller(String name, int tenant, Set<Role> roles, String platform, long sessionEndMs) {
    /** Nobody: may do nothing. */
    public static final Caller NOBODY = new Caller("nobody", Router.ANY_TENANT, Set.of(), "");

    /** Makes a caller without a session. */
    public Caller(final String name, final int tenant, final Set<Role> roles, final String platform) {
        this(name, tenant, roles, platform, 0);
    }

    /** Copies the roles. */
    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Whether the caller has a role; an admin has every one, and whoever has one is somebody. */
    public boolean has(final Role role) {
        return roles.contains(role) || roles.contains(Role.ADMIN) || (role == Role.ANY && !roles.isEmpty());
    }
}
