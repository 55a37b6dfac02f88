package io.kairoute.insight.statistics;

/**
 * Two arms side by side. Immutable.
 *
 * @param control the arm that things are compared with
 * @param treatment the other arm
 * @param adjustment what it brought to know how units were before
 * @param strata in how many strata the arms were compared; 1 where they were compared as a whole
 * @param difference treatment less control; this is what is judged
 * @param lift the difference per the size of the control's value; this is what is shown beside it
 */
public record Comparison(
        Arm control, Arm treatment, Adjustment adjustment, int strata, Effect difference, Answer<Effect> lift) {

    /**
     * What it brought to compare units with themselves before. Immutable.
     *
     * @param theta how much of a unit's value before is taken off its value; 0 where nothing is
     * @param varianceKept what is left of the difference's variance, 1 for all of it
     */
    public record Adjustment(double theta, double varianceKept) {
        static final Adjustment NONE = new Adjustment(0, 1);
    }

    /** What a lift is over: the control's value as it was counted, and over strata as they were weighed. */
    public double baseline() {
        return strata == 1 ? control.unadjusted() : control.value();
    }

    /** Degrees of freedom of a difference of two means with variances of their own (Welch and Satterthwaite). */
    static double degrees(final Arm control, final Arm treatment) {
        final double a = control.varianceOfValue();
        final double b = treatment.varianceOfValue();
        return (a + b) * (a + b) / (a * a / (control.units() - 1) + b * b / (treatment.units() - 1));
    }
}
