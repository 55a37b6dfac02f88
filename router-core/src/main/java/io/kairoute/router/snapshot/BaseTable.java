package io.kairoute.router.snapshot;

import io.kairoute.router.decision.Decision;

/**
 * Which row of treatments is the base. Immutable; arrays are not to be written.
 *
 * @param clearRow by occasion, for band CLEAR
 * @param ambiguousRow by occasion, for band AMBIGUOUS
 * @param tierRow by tier, for band NONE
 */
@SuppressWarnings("ArrayRecordComponent") // compiled form: the arrays are the point, and equality is never asked
public record BaseTable(int[] clearRow, int[] ambiguousRow, int[] tierRow) {
    /** The row that occasion, band and tier of a decision give. */
    public int row(final Decision decision) {
        return switch (decision.band()) {
            case CLEAR -> clearRow[decision.occasion];
            case AMBIGUOUS -> ambiguousRow[decision.occasion];
            case NONE -> tierRow[decision.tier];
        };
    }
}
