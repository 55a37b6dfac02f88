package io.kairoute.router.table.check;

import io.kairoute.router.decision.BasisPoints;
import io.kairoute.router.table.Located;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.OverflowRuleDefinition;
import io.kairoute.router.table.Places;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.ProtectionDefinition;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.ScriptDefinition;
import io.kairoute.router.table.SignalRuleDefinition;
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
        for (final Located<OccasionDefinition> each : Places.occasions(table)) {
            occasion(each.path(), each.part());
        }
        for (final Located<SignalRuleDefinition> each : Places.signals(table)) {
            bounds.share(each.path().key("confidence"), each.part().confidenceBp(), 0, BasisPoints.ONE);
        }
        for (final Located<TierDefinition> each : Places.tiers(table)) {
            tier(each.path(), each.part());
        }
        for (final Located<TuningRuleDefinition> each : Places.tuning(table)) {
            adjustment(each.path().key("adjust"), each.part());
        }
        for (final Located<ProtectionDefinition> each : Places.protections(table)) {
            bounds.score(each.path().key("floors").key("priority"), each.part().floorPriority());
        }
        for (final Located<QueueDefinition> each : Places.queues(table)) {
            final QueueDefinition queue = each.part();
            final TablePath path = each.path();
            bounds.number(path.key("capacity"), queue.capacity(), 0, Integer.MAX_VALUE);
            bounds.duration(path.key("fresh_for"), queue.freshForMs(), 1);
        }
        for (final Located<ScriptDefinition> each : Places.scripts(table)) {
            bounds.number(each.path().key("version"), each.part().version(), 0, Integer.MAX_VALUE);
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
