package io.kairoute.gateway.api;

import java.util.Set;

/**
 * What the admin listener is told. Immutable.
 *
 * @param hosts more names that the listener is reached by, lower case
 * @param hasReflection whether gRPC reflection is answered
 * @param connections how long connections may last
 */
public record AdminSettings(Set<String> hosts, boolean hasReflection, Connections connections) {
    /**
     * How long connections may last. Immutable.
     *
     * @param maxAgeMs how old one may get; 0 for as old as it likes
     * @param graceMs how long calls may take to finish on one that is too old
     * @param stopGraceMs how long they may take when the node stops
     */
    public record Connections(long maxAgeMs, long graceMs, long stopGraceMs) {}

    /** Copies the names. */
    public AdminSettings {
        hosts = Set.copyOf(hosts);
    }
}
