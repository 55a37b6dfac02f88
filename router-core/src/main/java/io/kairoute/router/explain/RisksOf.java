package io.kairoute.router.explain;

import io.kairoute.router.segment.ProfileFlyweight;

/** Reads the risks of the profile behind a decision. */
final class RisksOf {
    private RisksOf() {}

    /** Whether a protection fits one of the risks. */
    static boolean fits(final Made made, final int protection) {
        final long[][] byRisk = made.snapshot().segments().protections();
        for (int word = 0; word < ProfileFlyweight.RISK_WORDS; word++) {
            for (long left = made.profile().riskWord(word); left != 0; left &= left - 1) {
                final long[] fitting = byRisk[word * Long.SIZE + Long.numberOfTrailingZeros(left)];
                if (fitting.length > 0 && (fitting[protection >> 6] & 1L << protection) != 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
