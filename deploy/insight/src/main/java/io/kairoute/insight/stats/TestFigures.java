package io.kairoute.insight.stats;

import io.kairoute.insight.statistics.Alternative;
import io.kairoute.insight.statistics.Answer;
import io.kairoute.insight.statistics.Arm;
import io.kairoute.insight.statistics.Belief;
import io.kairoute.insight.statistics.Belief.Prior;
import io.kairoute.insight.statistics.Comparison;
import io.kairoute.insight.statistics.Effect;
import io.kairoute.insight.statistics.Inference;
import io.kairoute.insight.statistics.SequentialTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The figures of a comparison of two arms. */
final class TestFigures {
    private static final String DIFFERENCE = "difference";
    private static final String LIFT = "lift";

    private final Figures figures;
    private final Wanted wanted;
    private final boolean isMoreBetter;

    TestFigures(final Figures figures, final Wanted wanted, final boolean isMoreBetter) {
        this.figures = figures;
        this.wanted = wanted;
        this.isMoreBetter = isMoreBetter;
    }

    /** Adds what there is to say. */
    void add(final Answer<Comparison> answer) {
        final Optional<Comparison> comparison = answer.figures();
        figures.put("control", Figures.orNull(comparison.map(found -> arm(found.control()))))
                .put("treatment", Figures.orNull(comparison.map(found -> arm(found.treatment()))))
                .put("strata", Figures.orNull(comparison.map(Comparison::strata)))
                .put("adjustment", Figures.orNull(comparison.map(TestFigures::adjustment)));
        final Answer<Effect> difference = answer.then(found -> Answer.of(found.difference()));
        final Answer<Effect> lift = answer.then(Comparison::lift);
        figures.put(DIFFERENCE, difference, this::fixed).put(LIFT, lift, this::fixed);
        if (wanted.sequential() != null) {
            figures.put("sequential", sequential(wanted.sequential(), difference, lift));
        }
        if (wanted.prior() != null) {
            figures.put("bayes", comparison.isEmpty() ? null : bayes(wanted.prior(), comparison.get()));
        }
        figures.put("winner", lift.figures().isEmpty() ? null : winner(difference))
                .put("notes", Figures.orNull(comparison.map(this::notes)));
    }

    private static Map<String, @Nullable Object> arm(final Arm arm) {
        return new Figures()
                .put("units", arm.units())
                .put("value", arm.value())
                .put("unadjusted_value", arm.unadjusted())
                .put("variance", arm.variance())
                .put("standard_error", arm.standardError())
                .map();
    }

    private static Map<String, @Nullable Object> adjustment(final Comparison comparison) {
        return new Figures()
                .put("theta", comparison.adjustment().theta())
                .put("variance_kept", comparison.adjustment().varianceKept())
                .map();
    }

    private Map<String, @Nullable Object> fixed(final Effect effect) {
        return inferred(
                new Figures()
                        .put("value", effect.value())
                        .put("standard_error", effect.standardError())
                        .put("degrees_of_freedom", effect.degrees()),
                wanted.fixed().of(effect));
    }

    private static Map<String, @Nullable Object> inferred(final Figures figures, final Inference inference) {
        return figures.put("interval", Figures.interval(inference.interval()))
                .put("p", inference.p())
                .map();
    }

    private static Map<String, @Nullable Object> sequential(
            final SequentialTest test, final Answer<Effect> difference, final Answer<Effect> lift) {
        return new Figures()
                .put("planned_units", test.plannedUnits())
                .put(DIFFERENCE, Figures.orNull(difference.figures().map(one -> inferred(new Figures(), test.of(one)))))
                .put(LIFT, Figures.orNull(lift.figures().map(one -> inferred(new Figures(), test.of(one)))))
                .map();
    }

    private Map<String, @Nullable Object> bayes(final Prior prior, final Comparison comparison) {
        return new Figures()
                .put(
                        DIFFERENCE,
                        comparison.baseline() == 0 && !prior.isFlat()
                                ? null
                                : belief(Belief.of(comparison.difference(), prior.ofDifference(comparison.baseline()))))
                .put(LIFT, Figures.orNull(comparison.lift().figures().map(lift -> belief(Belief.of(lift, prior)))))
                .map();
    }

    // Where less is better, the treatment wins by being below, and loses by being above.
    private Map<String, @Nullable Object> belief(final Belief belief) {
        final Belief gain = isMoreBetter ? belief : new Belief(-belief.mean(), belief.deviation());
        return new Figures()
                .put("value", belief.mean())
                .put("sd", belief.deviation())
                .put("interval", Figures.interval(belief.interval(wanted.alpha())))
                .put("chance_to_win", gain.above())
                .put(
                        "risk",
                        new Figures()
                                .put("control", gain.lossByControl())
                                .put("treatment", gain.lossByTreatment())
                                .map())
                .map();
    }

    private @Nullable String winner(final Answer<Effect> difference) {
        return Figures.orNull(difference
                .figures()
                .filter(effect -> inference(effect).p() < wanted.alpha())
                .map(effect -> isAbove(effect) == isMoreBetter ? "treatment" : "control"));
    }

    // While a test runs, its sequence alone may say who won.
    private Inference inference(final Effect effect) {
        return wanted.sequential() == null
                ? wanted.fixed().of(effect)
                : wanted.sequential().of(effect);
    }

    private boolean isAbove(final Effect effect) {
        return wanted.fixed().alternative() == Alternative.TWO_SIDED
                ? effect.value() > 0
                : wanted.fixed().alternative() == Alternative.GREATER;
    }

    private List<String> notes(final Comparison comparison) {
        final List<String> notes = new ArrayList<>();
        if (comparison.baseline() < 0) {
            notes.add("The control's value is below zero; the lift is per its size, so above zero still means more.");
        }
        if (wanted.sequential() == null) {
            notes.add(
                    "These figures are right once, at the end that was planned; to look earlier, ask for sequential.");
        }
        return notes;
    }
}
