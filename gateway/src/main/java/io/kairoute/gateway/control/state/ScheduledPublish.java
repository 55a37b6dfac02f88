package io.kairoute.gateway.control.state;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.PlannedPublish;

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
        long plan, long atMs, long baseRevision, boolean acceptWarnings, String actor, String reason) {
    /** The plan as it is told. */
    public PlannedPublish message() {
        return PlannedPublish.newBuilder()
                .setPublishTime(Timestamps.fromMillis(atMs))
                .setBaseRevision(baseRevision)
                .setAcceptWarnings(acceptWarnings)
                .setPlannedBy(actor)
                .setReason(reason)
                .build();
    }
}
