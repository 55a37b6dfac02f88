package io.kairoute.router.table.check;

import io.kairoute.router.decision.BasisPoints;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.OverflowRuleDefinition;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TablePath;
import io.kairoute.router.table.TierDefinition;
import io.kairoute.router.table.TuningRuleDefinition;

/** Checks the numbers of a table that stand outside of treatments, calendars and experiments. */
final class NumberChecks {
    /** A target may be a growth: ten thousand per cent at most. */
    private static final int LARGEST_TARGET_BP = 1_000_000;

    private final Problems problems;
    private final Bounds bounds;

    private NumberChecks(final Problems problems) {
        this.problems = problems;
        bounds = new Bounds(problems);
    }

    static void check(final TableDefinition table, final Problems problems) {
        new NumberChecks(problems).table(table);
    }

    private void table(final TableDefinition table) {
        bounds.duration(
                Places.DEFAULTS.key("segments").key("max_age"), table.defaults().maxAgeMs(), 1);
        for (int i = 0; i < table.occasions().size(); i++) {
            occasion(
                    Places.OCCASIONS.item(i, table.occasions().get(i).id()),
                    table.occasions().get(i));
        }
        for (int i = 0; i < table.signals().size(); i++) {
            final TablePath path = Places.SIGNALS.item(i, table.signals().get(i).id());
            bounds.share(path.key("confidence"), table.signals().get(i).confidenceBp(), 0, BasisPoints.ONE);
        }
        for (int i = 0; i < table.tiers().size(); i++) {
            tier(Places.TIERS.item(i, table.tiers().get(i).id()), table.tiers().get(i));
        }
        for (int i = 0; i < table.tuning().size(); i++) {
            adjustment(
                    Places.TUNING.item(i, table.tuning().get(i).id()).key("adjust"),
                    table.tuning().get(i));
        }
        for (int i = 0; i < table.protections().size(); i++) {
            final TablePath path =
                    Places.PROTECTIONS.item(i, table.protections().get(i).id());
            bounds.score(
                    path.key("floors").key("priority"),
                    table.protections().get(i).floorPriority());
        }
        for (int i = 0; i < table.queues().size(); i++) {
            final QueueDefinition queue = table.queues().get(i);
            final TablePath path = Places.QUEUES.item(i, queue.id());
            bounds.number(path.key("capacity"), queue.capacity(), 0, Integer.MAX_VALUE);
            bounds.duration(path.key("fresh_for"), queue.freshForMs(), 1);
        }
        for (int i = 0; i < table.scripts().size(); i++) {
            final TablePath path = Places.SCRIPTS.item(i, table.scripts().get(i).id());
            bounds.number(path.key("version"), table.scripts().get(i).version(), 0, Integer.MAX_VALUE);
        }
        Treatments.forEachOverflowRule(table, this::overflow);
    }

    private void occasion(final TablePath path, final OccasionDefinition occasion) {
        bounds.share(path.key("clear_at"), occasion.clearAtBp(), 1, BasisPoints.ONE);
        bounds.share(path.key("ambiguous_at"), occasion.ambiguousAtBp(), 1, BasisPoints.ONE);
        bounds.share(path.key("margin"), occasion.marginBp(), 0, BasisPoints.ONE);
        if (occasion.ambiguousAtBp() > occasion.clearAtBp()) {
            problems.error(
                    "THRESHOLDS_CROSSED",
                    path.key("ambiguous_at"),
                    "The occasion is ambiguous only above the confidence at which it is clear.",
                    "Set ambiguous_at to clear_at or below.");
        }
        bounds.score(path.key("floors").key("priority"), occasion.floorPriority());
        bounds.score(path.key("ceilings").key("priority"), occasion.ceilingPriority());
        bounds.duration(path.key("ceilings").key("sla"), occasion.ceilingSlaMs(), TreatmentChecks.SHORTEST_SLA_MS);
    }

    private void tier(final TablePath path, final TierDefinition tier) {
        bounds.number(path.key("version"), tier.version(), 0, Integer.MAX_VALUE);
        bounds.share(path.key("success").key("target"), tier.successTargetBp(), 0, LARGEST_TARGET_BP);
        bounds.score(path.key("caps").key("priority"), tier.caps().priority());
        bounds.score(path.key("caps").key("effort"), tier.caps().effort());
    }

    private void adjustment(final TablePath path, final TuningRuleDefinition rule) {
        bounds.number(path.key("priority"), rule.adjustPriority(), -100, 100);
        bounds.number(path.key("effort"), rule.adjustEffort(), -100, 100);
        bounds.duration(path.key("sla"), rule.adjustSlaMs(), -Bounds.LONGEST_MS);
    }

    private void overflow(final TablePath path, final OverflowRuleDefinition rule) {
        bounds.duration(path.key("when").key("wait_over"), rule.waitOverMs(), 0);
        bounds.number(path.key("when").key("depth_over"), rule.depthOver(), 0, Integer.MAX_VALUE);
        if (rule.waitOverMs() == null && rule.depthOver() == null && rule.noAgents() == null && rule.closed() == null) {
            problems.error(
                    "RULE_WITHOUT_CONDITIONS",
                    path.key("when"),
                    "The overflow rule has no condition.",
                    "Add wait_over, depth_over, no_agents or closed.");
        }
    }
}
