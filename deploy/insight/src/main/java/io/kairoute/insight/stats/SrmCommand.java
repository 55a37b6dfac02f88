package io.kairoute.insight.stats;

import io.kairoute.ctl.terminal.Screen;
import io.kairoute.insight.statistics.Answer;
import io.kairoute.insight.statistics.SampleRatio;
import io.kairoute.insight.statistics.SampleRatio.Share;
import io.kairoute.insight.statistics.SampleRatio.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Checks whether arms got their shares. */
@Command(
        name = "srm",
        description = "Checks whether arms got the shares of units that they were to get (sample ratio mismatch), by"
                + " chi-squared. An alarm means that no other figure of the experiment can be trusted.")
final class SrmCommand extends FiguresCommand {
    SrmCommand(final Screen screen) {
        super(screen);
    }

    @Override
    Map<String, @Nullable Object> figures(final Form form) {
        final double threshold = form.betweenOr("threshold", 0, 1, SampleRatio.USUAL_THRESHOLD);
        final List<Form> arms = form.forms("arms", 2);
        final List<Split> splits = new ArrayList<>();
        final List<String> names = new ArrayList<>();
        for (final Form arm : arms) {
            names.add(arm.text("name"));
            splits.add(new Split(arm.count("units"), arm.positiveOrZero("weight")));
        }
        final Answer<SampleRatio> ratio = SampleRatio.of(splits);
        return new Figures()
                .put("threshold", threshold)
                .put("p", ratio, SampleRatio::p)
                .put("chi_squared", Figures.orNull(ratio.figures().map(SampleRatio::chiSquared)))
                .put("degrees_of_freedom", Figures.orNull(ratio.figures().map(SampleRatio::degrees)))
                .put("alarm", Figures.orNull(ratio.figures().map(found -> found.isAlarm(threshold))))
                .put("arms", Figures.orNull(ratio.figures().map(found -> shares(names, splits, found))))
                .answered();
    }

    private static List<Map<String, @Nullable Object>> shares(
            final List<String> names, final List<Split> splits, final SampleRatio ratio) {
        final List<Map<String, @Nullable Object>> shares = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            final Share share = ratio.shares().get(i);
            shares.add(new Figures()
                    .put("name", names.get(i))
                    .put("units", splits.get(i).units())
                    .put("expected", share.expected())
                    .put("share", share.share())
                    .put("expected_share", share.expectedShare())
                    .put("points", share.points())
                    .map());
        }
        return shares;
    }
}
