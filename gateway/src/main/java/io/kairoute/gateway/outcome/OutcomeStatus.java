package io.kairoute.gateway.outcome;

import io.kairoute.gateway.observe.GatewayMeters;
import java.util.Locale;

/** What became of one outcome. */
public enum OutcomeStatus {
    /** Kept. */
    ACCEPTED,
    /** Kept already: its source told this version before. */
    DUPLICATE,
    /** Kept; its source told a higher version before, which goes before it. */
    OLDER,
    /** Not kept: it cannot be taken, or too much was told of its subject already. */
    REFUSED;

    /** Has each status counted in metrics. */
    public static void showIn(final GatewayMeters meters, final OutcomeLog log) {
        for (final OutcomeStatus status : values()) {
            meters.showOutcomes(status.name().toLowerCase(Locale.ROOT), log, one -> one.counted(status));
        }
    }
}
