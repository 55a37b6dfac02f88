package io.kairoute.gateway.control;

/**
 * A publish that is planned. Immutable.
 *
 * @param atMs when
 * @param baseRevision the revision that it expects to be current then
 * @param actor who planned it
 */
record ScheduledPublish(long atMs, long baseRevision, boolean acceptWarnings, String actor, String reason) {}
