package io.kairoute.gateway.api;

import java.util.Set;

/**
 * What the admin listener is told. Immutable.
 *
 * @param hosts more names that the listener is reached by, lower case
 * @param hasReflection whether gRPC reflection is answered
 */
public record AdminSettings(Set<String> hosts, boolean hasReflection) {
    /** Copies the names. */
    public AdminSettings {
        hosts = Set.copyOf(hosts);
    }
}
