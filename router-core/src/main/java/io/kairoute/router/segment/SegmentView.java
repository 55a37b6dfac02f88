package io.kairoute.router.segment;

import io.kairoute.router.rule.Slot;
import io.kairoute.router.signal.LanguageTag;
import org.jspecify.annotations.Nullable;

/**
 * One segment set, bound to one table: what its words mean in the table's vocabulary. Immutable; arrays are not to be
 * written.
 *
 * @param lookup the opened set; null when the tenant has none
 * @param sourceTimeMs when the set's data was taken
 * @param maxAgeMs the age from which it is stale; {@link Long#MAX_VALUE} for never
 * @param staleYieldsDefault whether a stale set yields the default tier
 * @param tier by ordinal, the table's tier, or -1
 * @param values by slot from {@link #FIRST_SLOT}, then by ordinal, the value in the table's vocabulary
 * @param slotsRead which of these slots the table's rules read, counted from {@link #FIRST_SLOT}
 * @param languageValue by ordinal, the value of the language in the table's vocabulary
 * @param languages by ordinal, the language in its normal form; absent where it is no language tag
 * @param riskValue by ordinal, the risk's value in the table's vocabulary, or -1 when no rule names it
 * @param protections by ordinal of a risk, the protections that fit it, one bit each
 */
@SuppressWarnings("ArrayRecordComponent") // compiled form: the arrays are the point, and equality is never asked
public record SegmentView(
        @Nullable SegmentLookup lookup,
        long sourceTimeMs,
        long maxAgeMs,
        boolean staleYieldsDefault,
        int[] tier,
        int[][] values,
        int[] slotsRead,
        int[] languageValue,
        LanguageTag[] languages,
        int[] riskValue,
        long[][] protections) {
    /** The first slot that {@code values} covers. */
    public static final int FIRST_SLOT = Slot.SUB_TIER;

    /** The same set, whose profiles are found by another lookup. */
    public SegmentView foundBy(final SegmentLookup other) {
        return new SegmentView(
                other,
                sourceTimeMs,
                maxAgeMs,
                staleYieldsDefault,
                tier,
                values,
                slotsRead,
                languageValue,
                languages,
                riskValue,
                protections);
    }
}
