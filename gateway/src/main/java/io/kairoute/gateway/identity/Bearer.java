package io.kairoute.gateway.identity;

import java.util.Set;

/**
 * Whom the issuer of tokens calls somebody that signed in. Immutable.
 *
 * @param name the name with the kind of its proof, as a token of the same person has it
 * @param tenants the ordinals of this node's tenants that he may ask about
 * @param roles what he may do there
 * @param platform whose queue references he wants; empty for none
 */
public record Bearer(String name, Set<Integer> tenants, Set<Role> roles, String platform) {
    /** Copies the sets. */
    public Bearer {
        tenants = Set.copyOf(tenants);
        roles = Set.copyOf(roles);
    }
}
