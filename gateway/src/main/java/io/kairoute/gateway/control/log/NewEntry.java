package io.kairoute.gateway.control.log;

/**
 * A change on its way into the control log, which gives it its places and its hash. Immutable.
 *
 * @param command a {@code kairoute.control.v1.Command} message
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the array goes to the store as it is
record NewEntry(String tenant, long atMs, String actor, String origin, String kind, String reason, byte[] command) {}
