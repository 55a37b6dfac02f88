package io.kairoute.insight.statistics;

/** Which differences a test looks for. */
public enum Alternative {
    /** Either way. */
    TWO_SIDED,
    /** The treatment's value is greater. */
    GREATER,
    /** The treatment's value is less. */
    LESS;

    /** A score, turned so that what is looked for is greater. */
    double turned(final double score) {
        return switch (this) {
            case TWO_SIDED -> Math.abs(score);
            case GREATER -> score;
            case LESS -> -score;
        };
    }
}
