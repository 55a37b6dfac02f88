package io.kairoute.gateway.control;

/**
 * Whoever asks for a change. Immutable.
 *
 * @param name the credential's name
 * @param origin from where: the network address
 * @param tenant the ordinal of the credential's tenant, or {@code Router.ANY_TENANT}
 */
public record Actor(String name, String origin, int tenant) {}
