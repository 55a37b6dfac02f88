package io.kairoute.insight.statistics;

/**
 * A confidence sequence: right at every look at once, as often as anybody likes, for an interval that is about 1.6 times as wide.
 *
 * <p>An average over effects of a normal mixture stays below 1/alpha for ever with probability 1 - alpha; so does the interval that follows from
 * it (asymptotic confidence sequences, arXiv 2103.06476v7: eq. 9, 155 and 161 for two sides, 134 for one). The mixture is set so that the interval
 * is narrowest at the number of units that the test is planned for. Immutable.
 *
 * @param alpha how often it may ever find a difference where there is none
 * @param alternative which differences it looks for
 * @param plannedUnits how many units the two arms are planned to have at the end; it stays as it is while the test runs
 */
public record SequentialTest(double alpha, Alternative alternative, double plannedUnits) {
    /** The units that are planned where nobody says. */
    public static final double USUAL_UNITS = 5000;
    /** The least p of one side that is told. */
    public static final double LEAST_P = 1e-5;

    private static final double MOST_P = 0.4999;
    private static final int MOST_HALVINGS = 100;
    // In standard errors.
    private static final double CLOSE_TO_ZERO = 1e-5;

    /** What the sequence says of an effect. */
    public Inference of(final Effect effect) {
        final double halfWidth = scores((double) effect.units(), alpha) * effect.standardError();
        return new Inference(Interval.around(effect.value(), halfWidth, alternative), p(effect));
    }

    /** How many standard errors wide one side of the interval is. */
    double scores(final double units) {
        return scores(units, alpha);
    }

    private double scores(final double units, final double level) {
        final double mixed = units * rhoSquared();
        final double growth = Math.sqrt(mixed + 1);
        final double logarithm =
                alternative == Alternative.TWO_SIDED ? Math.log(growth / level) : Math.log1p(growth / (2 * level));
        return Math.sqrt(2 * (mixed + 1) / mixed * logarithm);
    }

    private double rhoSquared() {
        final double level = alternative == Alternative.TWO_SIDED ? alpha : 2 * alpha;
        final double logarithm = -2 * Math.log(level);
        return (logarithm + Math.log1p(logarithm)) / plannedUnits;
    }

    private double p(final Effect effect) {
        final double score = alternative.turned(effect.score());
        if (alternative != Alternative.TWO_SIDED) {
            return pOfOneSide(score, (double) effect.units());
        }
        final double mixed = effect.units() * rhoSquared();
        return Math.min(1, Math.sqrt(mixed + 1) * Math.exp(-mixed * score * score / (2 * (mixed + 1))));
    }

    // The level at which the interval would begin at zero, by halving, until it begins close to zero. A p of one side
    // is published that way, and
    // is compared with an alpha, which needs no more.
    private double pOfOneSide(final double score, final double units) {
        if (score > scores(units, LEAST_P)) {
            return LEAST_P;
        }
        if (score < scores(units, MOST_P)) {
            return MOST_P;
        }
        double least = LEAST_P;
        double most = MOST_P;
        double middle = (least + most) / 2;
        for (int i = 0; i < MOST_HALVINGS; i++) {
            final double off = score - scores(units, middle);
            if (off < 0) {
                least = middle;
            } else {
                most = middle;
            }
            middle = (least + most) / 2;
            if (Math.abs(off) < CLOSE_TO_ZERO) {
                break;
            }
        }
        return middle;
    }
}
