package io.kairoute.gateway.control.state;

/**
 * A publish that is planned for a draft. Immutable.
 *
 * @param plan which plan: the place of its entry in the tenant's chain
 * @param atMs when, milliseconds since 1970
 * @param baseRevision the revision that must be current then
 * @param acceptWarnings whether warnings are accepted
 * @param actor who planned it
 * @param reason why
 */
public record ScheduledPublish(
        long plan, long atMs, long baseRevision, boolean acceptWarnings, String actor, String reason) {}
