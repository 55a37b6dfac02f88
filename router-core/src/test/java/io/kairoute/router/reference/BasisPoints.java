package io.kairoute.router.reference;

/** Turns confidences into whole basis points, once, on entry. */
final class BasisPoints {
    /** 1.0. */
    static final int ONE = 10_000;

    private BasisPoints() {}

    /** A confidence in basis points, 0 to 10,000; flagged when it was outside 0 to 1. */
    static int of(final double confidence, final Findings findings) {
        if (Double.isNaN(confidence) || confidence < 0) {
            findings.flags.add(Flag.CONFIDENCE_RANGE);
            return 0;
        }
        if (confidence > 1) {
            findings.flags.add(Flag.CONFIDENCE_RANGE);
            return ONE;
        }
        return (int) Math.floor(confidence * ONE + 0.5);
    }

    /** A part of a whole, rounded. */
    static int product(final int a, final int b) {
        return (int) (((long) a * b + 5_000) / 10_000);
    }
}
