package io.kairoute.insight.stats;

import io.kairoute.ctl.terminal.Screen;
import io.kairoute.insight.statistics.Correction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Corrects for looking at many metrics at once. */
@Command(
        name = "adjust",
        description =
                "Corrects p and intervals for looking at many metrics and arms at once: holm, or benjamini-hochberg.")
final class AdjustCommand extends FiguresCommand {
    private static final List<String> METHODS = List.of("holm", "benjamini-hochberg");
    private static final String ESTIMATE = "estimate";

    AdjustCommand(final Screen screen) {
        super(screen);
    }

    @Override
    Map<String, @Nullable Object> figures(final Form form) {
        final String method = form.word("method", METHODS);
        final double alpha = Wanted.alpha(form);
        final List<Form> tests = form.forms("tests", 1);
        final double[] corrected = Correction.values()[METHODS.indexOf(method)].correct(
                tests.stream().mapToDouble(AdjustCommand::p).toArray());
        final List<Map<String, @Nullable Object>> figures = new ArrayList<>();
        for (int i = 0; i < corrected.length; i++) {
            figures.add(test(tests.get(i), corrected[i], alpha));
        }
        return new Figures()
                .put("method", method)
                .put("alpha", alpha)
                .put("tests", figures)
                .map();
    }

    private static double p(final Form test) {
        final double p = test.positiveOrZero("p");
        if (p > 1) {
            throw test.refusal("p", "is above 1");
        }
        return p;
    }

    private static Map<String, @Nullable Object> test(final Form test, final double corrected, final double alpha) {
        final Figures figures = new Figures()
                .put("name", test.text("name"))
                .put("p", p(test))
                .put("corrected", corrected)
                .put("significant", corrected < alpha);
        if (!test.has(ESTIMATE)) {
            return figures.map();
        }
        final double estimate = test.number(ESTIMATE);
        figures.put(ESTIMATE, estimate);
        // An estimate without any chance has no interval but itself.
        return corrected == 0
                ? figures.put("interval", List.of(estimate, estimate)).answered()
                : figures.put("interval", Correction.interval(estimate, corrected, alpha), Figures::interval)
                        .answered();
    }
}
