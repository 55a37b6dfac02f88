package io.kairoute.gateway.history.replay;

/** Where one contact goes, once as it was and once as it would be. Immutable. */
public record SimulatedContact(
        String contactId, String occasion, String tier, String queue, int priority, long slaMs) {}
