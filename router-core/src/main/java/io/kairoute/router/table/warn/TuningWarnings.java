package io.kairoute.router.table.warn;

import io.kairoute.router.decision.TreatmentField;
import io.kairoute.router.decision.TreatmentFields;
import io.kairoute.router.table.Located;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.Places;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.TableIndex;
import io.kairoute.router.table.TablePath;
import io.kairoute.router.table.TierDefinition;
import io.kairoute.router.table.TierDefinition.CapsDefinition;
import io.kairoute.router.table.TuningRuleDefinition;
import io.kairoute.router.table.logic.RuleFacts;
import io.kairoute.router.table.logic.TuningReach;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Warns of tuning rules that change nothing, or whose change the guardrails always undo. */
final class TuningWarnings {
    private final TableIndex index;
    private final Problems problems;

    private TuningWarnings(final TableIndex index, final Problems problems) {
        this.index = index;
        this.problems = problems;
    }

    static void check(final TableIndex index, final RuleFacts facts, final Problems problems) {
        final TuningWarnings warnings = new TuningWarnings(index, problems);
        for (final Located<TuningRuleDefinition> each : Places.tuning(index.table())) {
            final TuningRuleDefinition rule = each.part();
            if (facts.tuningNeverBecause(each.index()) == null) {
                warnings.rule(each.path(), rule, facts.reaches().get(each.index()));
            }
        }
    }

    private void rule(final TablePath path, final TuningRuleDefinition rule, final TuningReach reach) {
        final Set<TreatmentField> touched = rule.touched();
        if (touched.isEmpty()) {
            problems.warning(
                    "RULE_CHANGES_NOTHING",
                    path,
                    "The rule " + Quote.of(rule.id()) + " sets nothing and adds 0.",
                    "Set a field, add something else than 0, or remove the rule.");
            return;
        }
        if (reach.isOnlyClear()) {
            final List<OccasionDefinition> occasions = occasions(reach);
            locked(path, rule, touched, occasions);
            bounded(path, rule, occasions);
        }
        capped(path, rule, reach);
    }

    private void locked(
            final TablePath path,
            final TuningRuleDefinition rule,
            final Set<TreatmentField> touched,
            final List<OccasionDefinition> occasions) {
        touched.removeIf(field ->
                occasions.stream().anyMatch(occasion -> occasion.tunable().contains(field)));
        if (!touched.isEmpty() && !occasions.isEmpty()) {
            problems.warning(
                    "TUNING_LOCKED",
                    path,
                    "The rule " + Quote.of(rule.id())
                            + " holds in band CLEAR only, where no occasion that it can meet lets " + names(touched)
                            + " be tuned.",
                    "List these fields as tunable, widen the rule's bands, or take them out of it.");
        }
    }

    /** What the floors and ceilings of clear occasions leave of a rule that holds in no other band. */
    private void bounded(
            final TablePath path, final TuningRuleDefinition rule, final List<OccasionDefinition> occasions) {
        if (rule.touched().contains(TreatmentField.PRIORITY)
                && all(occasions, occasion -> isPriorityDefeated(givenPriority(rule), occasion))) {
            problems.warning(
                    "GUARDRAIL_DEFEATS_RULE",
                    path,
                    "The floors and ceilings of every occasion that the rule " + Quote.of(rule.id())
                            + " can meet leave nothing of the priority that it gives.",
                    "Change the priority, or the floors and ceilings.");
        }
        final Long slaMs = givenSlaMs(rule);
        if (slaMs != null
                && all(
                        occasions,
                        occasion -> slaMs > Objects.requireNonNullElse(occasion.ceilingSlaMs(), Long.MAX_VALUE))) {
            problems.warning(
                    "GUARDRAIL_DEFEATS_RULE",
                    path,
                    "The SLA that the rule " + Quote.of(rule.id())
                            + " sets is longer than the ceiling of every occasion that it can meet.",
                    "Change the SLA, or the ceilings.");
        }
    }

    private void capped(final TablePath path, final TuningRuleDefinition rule, final TuningReach reach) {
        final List<CapsDefinition> caps = known(reach.tiers(), index.tiers()::get).stream()
                .map(TierDefinition::caps)
                .toList();
        final String queue = rule.set().queue();
        if (queue != null && all(caps, cap -> cap.queues().contains(queue)) && !isAdmitted(queue, reach)) {
            defeated(path, rule, "queue " + Quote.of(queue));
        }
        final Integer priority = givenPriority(rule);
        if (priority != null && all(caps, cap -> priority > Objects.requireNonNullElse(cap.priority(), 100))) {
            defeated(path, rule, "priority " + priority);
        }
        final Integer effort = given(rule.set().effort(), rule.adjustEffort());
        if (effort != null && all(caps, cap -> effort > Objects.requireNonNullElse(cap.effort(), 100))) {
            defeated(path, rule, "effort " + effort);
        }
    }

    private boolean isAdmitted(final String queue, final TuningReach reach) {
        return reach.canBeClear()
                && occasions(reach).stream()
                        .anyMatch(occasion -> occasion.admits().contains(queue));
    }

    /** The occasions of a reach; most rules leave all of them, which need not be looked up one by one. */
    private List<OccasionDefinition> occasions(final TuningReach reach) {
        return reach.occasions().size() == index.occasions().size()
                ? index.table().occasions()
                : known(reach.occasions(), index.occasions()::get);
    }

    private void defeated(final TablePath path, final TuningRuleDefinition rule, final String what) {
        problems.warning(
                "GUARDRAIL_DEFEATS_RULE",
                path,
                "The rule " + Quote.of(rule.id()) + " sets the " + what
                        + ", which the caps of every tier that it can meet forbid.",
                "Change what it sets, or the caps.");
    }

    private static @Nullable Integer givenPriority(final TuningRuleDefinition rule) {
        return given(rule.set().priority(), rule.adjustPriority());
    }

    /** What comes of a number that is set and then added to; null where it is not set. */
    private static @Nullable Integer given(final @Nullable Integer set, final @Nullable Integer added) {
        return set == null ? null : Math.max(0, Math.min(100, set + Objects.requireNonNullElse(added, 0)));
    }

    private static @Nullable Long givenSlaMs(final TuningRuleDefinition rule) {
        final Long slaMs = rule.set().slaMs();
        final long addedMs = Objects.requireNonNullElse(rule.adjustSlaMs(), 0L);
        return slaMs == null ? null : Long.valueOf(Math.max(TreatmentFields.MIN_SLA_MS, slaMs + addedMs));
    }

    /** Whether the priority is fixed whatever it was, or is set to what is not allowed. */
    private static boolean isPriorityDefeated(final @Nullable Integer set, final OccasionDefinition occasion) {
        final int floor = Objects.requireNonNullElse(occasion.floorPriority(), 0);
        final int ceiling = Objects.requireNonNullElse(occasion.ceilingPriority(), 100);
        return floor == ceiling || (set != null && (set < floor || set > ceiling));
    }

    private static <T> boolean all(final Collection<T> some, final Predicate<T> holds) {
        return !some.isEmpty() && some.stream().allMatch(holds);
    }

    private static <T> List<T> known(final Set<String> ids, final Function<String, @Nullable T> byId) {
        return ids.stream().map(byId).filter(Objects::nonNull).toList();
    }

    private static String names(final Set<TreatmentField> fields) {
        return fields.stream().map(TreatmentField::key).collect(Collectors.joining(", "));
    }
}
