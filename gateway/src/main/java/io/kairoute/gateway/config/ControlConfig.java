package io.kairoute.gateway.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the control plane is set. Immutable.
 *
 * @param keyFile the control log's key; null for the one in the data directory
 * @param approvals how many people must approve a draft before it is published
 */
public record ControlConfig(@Nullable Path keyFile, int approvals) {
    private static final int MOST_APPROVALS = 8;

    /** Checks ranges. */
    public ControlConfig {
        Invalid.within(Property.CONTROL_APPROVALS, approvals, 0, MOST_APPROVALS);
    }

    static ControlConfig of(final Settings settings) {
        return new ControlConfig(
                settings.path(Property.CONTROL_KEY_FILE), settings.integer(Property.CONTROL_APPROVALS));
    }
}
