package io.kairoute.gateway.config;

/**
 * How decisions are logged. Immutable.
 *
 * @param isEnabled whether they are
 * @param retentionDays how long they are kept
 * @param mostGib how much one tenant's may take up
 */
public record DecisionsConfig(boolean isEnabled, int retentionDays, int mostGib) {
    /** Days that decisions can be kept. */
    public static final int MOST_DAYS = 3_650;

    /** What one tenant's decisions can take up. */
    public static final int MOST_GIB = 65_536;

    /** Checks the ranges. */
    public DecisionsConfig {
        Invalid.within(Property.DECISIONS_RETENTION_DAYS, retentionDays, 1, MOST_DAYS);
        Invalid.within(Property.DECISIONS_MAX_GIB, mostGib, 1, MOST_GIB);
    }

    static DecisionsConfig of(final Settings settings) {
        return new DecisionsConfig(
                settings.word(Property.DECISIONS_ENABLED, "true", "false").equals("true"),
                settings.integer(Property.DECISIONS_RETENTION_DAYS),
                settings.integer(Property.DECISIONS_MAX_GIB));
    }
}
