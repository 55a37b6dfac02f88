package io.kairoute.insight.stats;

import io.kairoute.ctl.terminal.Screen;
import io.kairoute.insight.statistics.Answer;
import io.kairoute.insight.statistics.NoAnswer;
import io.kairoute.insight.statistics.Power;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Tells how likely a test finds a lift, and how long it takes. */
@Command(
        name = "power",
        description =
                "Tells before a test how likely it finds a lift, which lift it can find, how many units that takes,"
                        + " and in how many periods they come.")
final class PowerCommand extends FiguresCommand {
    private static final double USUAL_POWER = 0.8;
    private static final long MOST_ARMS = 20;
    private static final long MOST_PERIODS = 1000;
    private static final String LEAST_LIFT = "least_lift";
    private static final String UNITS = "units";

    PowerCommand(final Screen screen) {
        super(screen);
    }

    @Override
    Map<String, @Nullable Object> figures(final Form form) {
        final Answer<Power> answer = power(form);
        final double lift = form.number("lift");
        if (lift == 0 || lift <= -1) {
            throw form.refusal("lift", "has to be above -1, and not 0");
        }
        final double target = form.betweenOr("power", Wanted.alpha(form), 1, USUAL_POWER);
        final Figures figures = new Figures().put("lift", lift).put("target", target);
        if (form.has(UNITS)) {
            final double units = form.positive(UNITS);
            figures.put(UNITS, units)
                    .put("power", answer, power -> power.of(lift, units))
                    .put(LEAST_LIFT, answer.then(power -> power.leastLift(target, units)), least -> least);
        }
        figures.put("units_needed", answer.then(power -> power.units(target, lift)), needed -> needed);
        if (form.has("traffic")) {
            addPeriods(figures, form.form("traffic"), answer.figures(), lift, target);
        }
        return figures.answered();
    }

    private static Answer<Power> power(final Form form) {
        final boolean isShare = form.word("kind", List.of("mean", "share")).equals("share");
        final double mean = form.number("mean");
        if (isShare && (mean < 0 || mean > 1)) {
            throw form.refusal("mean", "is the share of units, which is 0 to 1");
        }
        final double sd = isShare ? 0 : form.positiveOrZero("sd");
        final long arms = form.has("arms") ? form.count("arms") : 2;
        if (arms < 2 || arms > MOST_ARMS) {
            throw form.refusal("arms", "can be 2 to " + MOST_ARMS);
        }
        final double variance = isShare ? mean * (1 - mean) : sd * sd;
        final @Nullable Double planned = form.has("sequential") ? Double.valueOf(Wanted.plannedUnits(form)) : null;
        final double alpha = Wanted.alpha(form);
        if (mean == 0) {
            return Answer.none(NoAnswer.ZERO_BASELINE);
        }
        if (variance == 0) {
            return Answer.none(NoAnswer.ZERO_VARIANCE);
        }
        return Answer.of(new Power(mean, variance, (int) arms, alpha, planned));
    }

    private static void addPeriods(
            final Figures figures,
            final Form traffic,
            final Optional<Power> power,
            final double lift,
            final double target) {
        final double unitsOfPeriod = traffic.positive("units_per_period");
        final long most = traffic.count("periods");
        if (most < 1 || most > MOST_PERIODS) {
            throw traffic.refusal("periods", "can be 1 to " + MOST_PERIODS);
        }
        final List<Map<String, @Nullable Object>> periods = new ArrayList<>();
        for (int period = 1; period <= most; period++) {
            final double units = unitsOfPeriod * period;
            periods.add(new Figures()
                    .put("period", period)
                    .put(UNITS, units)
                    .put("power", Figures.orNull(power.map(found -> found.of(lift, units))))
                    .put(LEAST_LIFT, Figures.orNull(power.flatMap(found -> found.leastLift(target, units)
                            .figures())))
                    .map());
        }
        figures.put("periods", periods)
                .put(
                        "duration",
                        Figures.orNull(power.flatMap(found -> found.periods(target, lift, unitsOfPeriod, (int) most))));
    }
}
