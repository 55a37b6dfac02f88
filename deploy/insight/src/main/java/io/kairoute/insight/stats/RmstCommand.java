package io.kairoute.insight.stats;

import io.kairoute.ctl.terminal.Screen;
import io.kairoute.insight.statistics.Alternative;
import io.kairoute.insight.statistics.Answer;
import io.kairoute.insight.statistics.Effect;
import io.kairoute.insight.statistics.FixedTest;
import io.kairoute.insight.statistics.Inference;
import io.kairoute.insight.statistics.Relief;
import io.kairoute.insight.statistics.Relief.At;
import io.kairoute.insight.statistics.Relief.Contacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Compares times until relief. */
@Command(
        name = "rmst",
        description =
                "Compares how long it takes until contacts are relieved, where some still wait: the mean up to the end of"
                        + " a window (restricted mean survival time), median and P90 by Kaplan and Meier. Sooner is better.")
final class RmstCommand extends FiguresCommand {
    RmstCommand(final Screen screen) {
        super(screen);
    }

    @Override
    Map<String, @Nullable Object> figures(final Form form) {
        final double window = form.positive("window");
        final double alpha = Wanted.alpha(form);
        final Contacts controls = contacts(form.form("control"));
        final Contacts treatments = contacts(form.form("treatment"));
        final Answer<Relief> control = Relief.of(controls, window);
        final Answer<Relief> treatment = Relief.of(treatments, window);
        final Answer<Effect> difference =
                control.then(a -> treatment.then(b -> Relief.difference(a, b, controls.count(), treatments.count())));
        final FixedTest test = new FixedTest(alpha, Alternative.TWO_SIDED);
        return new Figures()
                .put("window", window)
                .put("alpha", alpha)
                .put("control", control, found -> arm(found, controls))
                .put("treatment", treatment, found -> arm(found, treatments))
                .put("difference", difference, found -> effect(found, test.of(found)))
                .put(
                        "winner",
                        Figures.orNull(difference
                                .figures()
                                .filter(found -> test.of(found).p() < alpha)
                                .map(found -> found.value() < 0 ? "treatment" : "control")))
                .answered();
    }

    private static Map<String, @Nullable Object> arm(final Relief relief, final Contacts contacts) {
        return new Figures()
                .put("contacts", contacts.count())
                .put("relieved", relief.relieved())
                .put("mean", relief.mean())
                .put("standard_error", Math.sqrt(relief.varianceOfMean()))
                .put("median", relief.median(), time -> time)
                .put("p90", relief.ninetieth(), time -> time)
                .answered();
    }

    private static Map<String, @Nullable Object> effect(final Effect effect, final Inference inference) {
        return new Figures()
                .put("value", effect.value())
                .put("standard_error", effect.standardError())
                .put("interval", Figures.interval(inference.interval()))
                .put("p", inference.p())
                .map();
    }

    private static Contacts contacts(final Form arm) {
        return new Contacts(at(arm, "relieved"), at(arm, "open"), arm.has("never") ? arm.count("never") : 0);
    }

    private static List<At> at(final Form arm, final String field) {
        final List<At> at = new ArrayList<>();
        for (final double[] pair : arm.pairs(field)) {
            final String place = field + "[" + at.size() + "]";
            if (pair[0] < 0) {
                throw arm.refusal(place + "[0]", "is a time below 0");
            }
            if (pair[1] < 0 || pair[1] > Form.MOST_UNITS || pair[1] != Math.rint(pair[1])) {
                throw arm.refusal(place + "[1]", "has to be a count of contacts");
            }
            at.add(new At(pair[0], (long) pair[1]));
        }
        return at;
    }
}
