package io.kairoute.insight.stats;

import io.kairoute.insight.statistics.Alternative;
import io.kairoute.insight.statistics.Belief.Prior;
import io.kairoute.insight.statistics.FixedTest;
import io.kairoute.insight.statistics.SequentialTest;
import org.jspecify.annotations.Nullable;

/**
 * What a form wants to know of an effect. Immutable.
 *
 * @param fixed the test that is looked at once
 * @param sequential the test that may be looked at all the time; null where it is not wanted
 * @param prior what was believed before; null where no beliefs are wanted
 */
record Wanted(
        FixedTest fixed,
        @Nullable SequentialTest sequential,
        @Nullable Prior prior) {

    private static final double USUAL_ALPHA = 0.05;
    private static final double MOST_ALPHA = 0.5;

    static Wanted of(final Form form, final Alternative alternative) {
        final double alpha = alpha(form);
        return new Wanted(
                new FixedTest(alpha, alternative),
                form.has("sequential") ? sequential(form, alpha, alternative) : null,
                form.has("bayes") ? prior(form.form("bayes")) : null);
    }

    /** How often a difference may be found where there is none. */
    static double alpha(final Form form) {
        return form.betweenOr("alpha", 0, MOST_ALPHA, USUAL_ALPHA);
    }

    /** The units that a sequential test is planned for. */
    static double plannedUnits(final Form form) {
        final Form sequential = form.form("sequential");
        return sequential.betweenOr("planned_units", 0, Form.MOST_UNITS, SequentialTest.USUAL_UNITS);
    }

    double alpha() {
        return fixed.alpha();
    }

    private static SequentialTest sequential(final Form form, final double alpha, final Alternative alternative) {
        if (alternative != Alternative.TWO_SIDED && alpha <= SequentialTest.LEAST_P) {
            throw form.refusal("alpha", "is below the least p that a sequential test of one side tells");
        }
        return new SequentialTest(alpha, alternative, plannedUnits(form));
    }

    private static Prior prior(final Form bayes) {
        if (!bayes.has("prior")) {
            return Prior.FLAT;
        }
        final Form prior = bayes.form("prior");
        return new Prior(prior.number("mean"), prior.positive("sd"));
    }
}
