package io.kairoute.insight.stats;

import io.kairoute.ctl.terminal.Screen;
import io.kairoute.insight.statistics.Alternative;
import io.kairoute.insight.statistics.Answer;
import io.kairoute.insight.statistics.Arms;
import io.kairoute.insight.statistics.Comparison;
import io.kairoute.insight.statistics.Kind;
import io.kairoute.insight.statistics.QuantileArm;
import io.kairoute.insight.statistics.Strata;
import io.kairoute.insight.statistics.Stratum;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Compares a treatment with a control. */
@Command(
        name = "test",
        description = {
            "Compares a treatment with a control, of which the form has the sums: their difference and lift, with interval and p.",
            "Kinds of metric: share, mean, ratio, quantile. The form may ask for strata, for a test that may be looked at"
                    + " all the time (sequential), for beliefs (bayes), and may tell how units were before (CUPED)."
        })
final class TestCommand extends FiguresCommand {
    private static final List<String> KINDS = List.of("mean", "share", "ratio", "quantile");
    private static final List<String> ALTERNATIVES = List.of("two-sided", "greater", "less");
    private static final List<String> DIRECTIONS = List.of("up", "down");

    TestCommand(final Screen screen) {
        super(screen);
    }

    @Override
    Map<String, @Nullable Object> figures(final Form form) {
        final String kind = form.word("kind", KINDS);
        final String alternative = form.wordOrFirst("alternative", ALTERNATIVES);
        final String direction = form.wordOrFirst("direction", DIRECTIONS);
        final Wanted wanted = Wanted.of(form, Alternative.values()[ALTERNATIVES.indexOf(alternative)]);
        final Answer<Comparison> answer = comparison(form, kind);
        final Figures figures = new Figures()
                .put("kind", kind)
                .put("alternative", alternative)
                .put("direction", direction)
                .put("alpha", wanted.alpha());
        new TestFigures(figures, wanted, direction.equals("up")).add(answer);
        return figures.answered();
    }

    private static Answer<Comparison> comparison(final Form form, final String kind) {
        final @Nullable Kind ofSums = ArmForm.kind(kind);
        if (ofSums == null) {
            final double level = form.between("quantile", 0, 1);
            return QuantileArm.compare(
                    ArmForm.quantile(level, form.form("control")), ArmForm.quantile(level, form.form("treatment")));
        }
        if (form.has("strata")) {
            return Strata.compare(strata(form, ofSums));
        }
        final Stratum whole = stratum(form, ofSums);
        return Arms.compare(whole.control(), whole.treatment());
    }

    private static List<Stratum> strata(final Form form, final Kind kind) {
        final Set<String> names = new HashSet<>();
        final List<Stratum> strata = new ArrayList<>();
        for (final Form one : form.forms("strata", 1)) {
            if (!names.add(one.text("name"))) {
                throw one.refusal("name", "is \"" + one.text("name") + "\", as another one is");
            }
            strata.add(stratum(one, kind));
            if (strata.get(0).control().isAdjustable()
                    != strata.get(strata.size() - 1).control().isAdjustable()) {
                throw one.refusal("control", "tells of before where others do not, or the other way round");
            }
        }
        return strata;
    }

    private static Stratum stratum(final Form form, final Kind kind) {
        final Stratum stratum =
                new Stratum(ArmForm.read(kind, form.form("control")), ArmForm.read(kind, form.form("treatment")));
        if (stratum.control().isAdjustable() != stratum.treatment().isAdjustable()) {
            throw form.refusal("treatment", "tells of before where control does not, or the other way round");
        }
        return stratum;
    }
}
