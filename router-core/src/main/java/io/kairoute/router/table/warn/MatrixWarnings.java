package io.kairoute.router.table.warn;

import io.kairoute.router.decision.TreatmentField;
import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.Located;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.Places;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.TableIndex;
import io.kairoute.router.table.TablePath;
import io.kairoute.router.table.TierDefinition;
import io.kairoute.router.table.TuningRuleDefinition;
import io.kairoute.router.table.logic.RuleFacts;
import io.kairoute.router.table.logic.TuningReach;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Warns of gaps in the matrix of occasions and tiers: what stage two makes of a clear occasion for each tier.
 *
 * <p>Where an occasion lets fields be tuned and no rule ever does, the whole row is empty. Where rules name the occasion
 * together with some tiers, its row is filled cell by cell, and a tier other than the default one that none of them
 * reaches has been forgotten.
 */
final class MatrixWarnings {
    private final TableIndex index;
    /** Tiers by field that rules without an occasion tune. */
    private final Map<TreatmentField, Set<String>> everywhere = new HashMap<>();
    /** Tiers by field and occasion that rules with this occasion tune. */
    private final Map<String, Map<TreatmentField, Set<String>>> byOccasion = new HashMap<>();
    /** The fields that rules which name both an occasion and tiers tune. */
    private final Map<String, Set<TreatmentField>> cellByCell = new HashMap<>();

    private MatrixWarnings(final TableIndex index) {
        this.index = index;
    }

    static void check(final TableIndex index, final RuleFacts facts, final Problems problems) {
        final MatrixWarnings matrix = new MatrixWarnings(index);
        for (final Located<TuningRuleDefinition> each : Places.tuning(index.table())) {
            if (facts.tuningNeverBecause(each.index()) == null
                    && facts.reaches().get(each.index()).canBeClear()) {
                matrix.fill(each.part(), facts.reaches().get(each.index()));
            }
        }
        for (final Located<OccasionDefinition> each : Places.occasions(index.table())) {
            final OccasionDefinition occasion = each.part();
            matrix.row(each.path().key("tunable"), occasion, problems);
        }
    }

    private void fill(final TuningRuleDefinition rule, final TuningReach reach) {
        final Set<TreatmentField> fields = rule.touched();
        final boolean namesTiers = rule.when().attributes().containsKey(Attribute.TIER);
        if (!rule.when().attributes().containsKey(Attribute.OCCASION)) {
            fields.forEach(field ->
                    everywhere.computeIfAbsent(field, any -> new HashSet<>()).addAll(reach.tiers()));
            return;
        }
        for (final String occasion : reach.occasions()) {
            final Map<TreatmentField, Set<String>> row = byOccasion.computeIfAbsent(occasion, any -> new HashMap<>());
            fields.forEach(
                    field -> row.computeIfAbsent(field, any -> new HashSet<>()).addAll(reach.tiers()));
            if (namesTiers) {
                cellByCell.computeIfAbsent(occasion, any -> new HashSet<>()).addAll(fields);
            }
        }
    }

    private void row(final TablePath path, final OccasionDefinition occasion, final Problems problems) {
        final Set<String> reached = new HashSet<>();
        for (final TreatmentField field : occasion.tunable()) {
            reached.addAll(everywhere.getOrDefault(field, Set.of()));
            reached.addAll(byOccasion.getOrDefault(occasion.id(), Map.of()).getOrDefault(field, Set.of()));
        }
        if (reached.isEmpty() && !occasion.tunable().isEmpty()) {
            problems.warning(
                    "OCCASION_NOT_TUNED",
                    path,
                    "The occasion " + Quote.of(occasion.id()) + " lets "
                            + occasion.tunable().stream()
                                    .map(TreatmentField::key)
                                    .collect(Collectors.joining(", "))
                            + " be tuned, but no tuning rule does so for any tier.",
                    "Add a tuning rule, or list no field as tunable.");
        }
        final Set<TreatmentField> filled = new HashSet<>(cellByCell.getOrDefault(occasion.id(), Set.of()));
        filled.retainAll(occasion.tunable());
        final List<String> forgotten = new ArrayList<>();
        for (final TierDefinition tier : index.table().tiers()) {
            if (!reached.contains(tier.id())
                    && !tier.id().equals(index.table().defaults().tier())) {
                forgotten.add(tier.id());
            }
        }
        if (!filled.isEmpty() && !forgotten.isEmpty()) {
            problems.warning(
                    "MATRIX_GAP",
                    path,
                    "Tuning rules treat the occasion " + Quote.of(occasion.id())
                            + " by tier, but none reaches the tiers " + Quote.all(forgotten) + ".",
                    "Add these tiers to a rule, or accept this.");
        }
    }
}
