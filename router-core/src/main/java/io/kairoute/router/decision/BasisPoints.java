package io.kairoute.router.decision;

/** Whole ten-thousandths: the only form in which shares and confidences are compared. */
public final class BasisPoints {
    /** All of it. */
    public static final int ONE = 10_000;

    private BasisPoints() {}

    /** Whether a number as sent is one that {@link #of} takes unchanged. */
    public static boolean isInRange(final double share) {
        return share >= 0.0 && share <= 1.0;
    }

    /** A share as whole basis points; not a number and below 0 count as 0, above 1 as 1. */
    public static int of(final double share) {
        if (!(share >= 0.0)) {
            return 0;
        }
        return share > 1.0 ? ONE : (int) (share * ONE + 0.5);
    }

    /** The product of two shares, rounded half up. */
    public static int product(final int left, final int right) {
        return (left * right + ONE / 2) / ONE;
    }
}
