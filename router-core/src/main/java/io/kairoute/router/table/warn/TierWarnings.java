package io.kairoute.router.table.warn;

import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.ExperimentDefinition;
import io.kairoute.router.table.Located;
import io.kairoute.router.table.Places;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TierDefinition;
import io.kairoute.router.table.TierDefinition.CapsDefinition;
import io.kairoute.router.table.TreatmentDefinition;
import io.kairoute.router.table.TuningRuleDefinition;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Warns of tiers that make no difference. */
final class TierWarnings {
    private static final int ADVISED = 7;

    private TierWarnings() {}

    /**
     * Everything that a table says of a tier.
     *
     * @param mentions the rules and experiments that name it, numbered over the whole table
     */
    private record Meaning(CapsDefinition caps, TreatmentDefinition treatment, BitSet mentions) {
        boolean isNothing() {
            return caps.equals(CapsDefinition.NONE) && treatment.isEmpty() && mentions.isEmpty();
        }
    }

    static void check(final TableDefinition table, final Problems problems) {
        if (table.tiers().size() > ADVISED) {
            problems.warning(
                    "MANY_TIERS",
                    Places.TIERS,
                    "There are " + table.tiers().size() + " tiers; more than " + ADVISED
                            + " are hard to tell apart and to own.",
                    "Merge tiers that are treated alike.");
        }
        final Map<String, BitSet> mentions = mentions(table);
        final Map<Meaning, String> tierByMeaning = new HashMap<>();
        for (final Located<TierDefinition> each : Places.tiers(table)) {
            final TierDefinition tier = each.part();
            final Meaning meaning =
                    new Meaning(tier.caps(), tier.treatment(), mentions.getOrDefault(tier.id(), new BitSet()));
            final String same = tierByMeaning.putIfAbsent(meaning, tier.id());
            if (meaning.isNothing()) {
                if (!tier.id().equals(table.defaults().tier())) {
                    problems.warning(
                            "TIER_CHANGES_NOTHING",
                            each.path(),
                            "The tier " + Quote.of(tier.id())
                                    + " has no caps and no treatment, and no rule or experiment names it.",
                            "Let it make a difference, or remove it.");
                }
            } else if (same != null) {
                problems.warning(
                        "TIERS_IDENTICAL",
                        each.path(),
                        "The tiers " + Quote.of(same) + " and " + Quote.of(tier.id())
                                + " are treated alike everywhere.",
                        "Merge the two, or let them differ.");
            }
        }
    }

    private static Map<String, BitSet> mentions(final TableDefinition table) {
        final Map<String, BitSet> mentions = new HashMap<>();
        int number = 0;
        for (final TuningRuleDefinition rule : table.tuning()) {
            mention(mentions, rule.when().attributes().get(Attribute.TIER), number++);
            mention(mentions, rule.unless().attributes().get(Attribute.TIER), number++);
        }
        for (final ExperimentDefinition experiment : table.experiments()) {
            mention(mentions, experiment.tiers(), number++);
        }
        return mentions;
    }

    private static void mention(
            final Map<String, BitSet> mentions, final @Nullable List<String> tiers, final int number) {
        if (tiers != null) {
            tiers.forEach(
                    tier -> mentions.computeIfAbsent(tier, any -> new BitSet()).set(number));
        }
    }
}
