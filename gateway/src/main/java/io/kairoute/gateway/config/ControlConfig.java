package io.kairoute.gateway.config;

import io.kairoute.router.Limits;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the control plane is set. Immutable.
 *
 * @param keyFile the control log's key; null for the one in the data directory
 * @param approvals how many people must approve a draft before it is published
 * @param keptRevisions revisions kept compiled for pinned contacts, the current among them
 */
public record ControlConfig(@Nullable Path keyFile, int approvals, int keptRevisions) {
    private static final int MOST_APPROVALS = 8;

    /** Checks ranges. */
    public ControlConfig {
        Invalid.within(Property.CONTROL_APPROVALS, approvals, 0, MOST_APPROVALS);
        Invalid.within(Property.CONTROL_KEPT_REVISIONS, keptRevisions, 1, Limits.MOST_KEPT_REVISIONS);
    }

    static ControlConfig of(final Settings settings) {
        return new ControlConfig(
                settings.path(Property.CONTROL_KEY_FILE),
                settings.integer(Property.CONTROL_APPROVALS),
                settings.integer(Property.CONTROL_KEPT_REVISIONS));
    }
}
