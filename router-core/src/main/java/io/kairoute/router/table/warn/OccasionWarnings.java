package io.kairoute.router.table.warn;

import io.kairoute.router.table.Located;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.Places;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.SignalRuleDefinition;
import io.kairoute.router.table.TableIndex;
import io.kairoute.router.table.TablePath;
import io.kairoute.router.table.TierDefinition;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Warns of occasions that nothing brings about, and of guardrails that work against the occasion they belong to. */
final class OccasionWarnings {
    private OccasionWarnings() {}

    static void check(final TableIndex index, final Problems problems) {
        final Set<String> signalled = index.table().signals().stream()
                .map(SignalRuleDefinition::occasion)
                .collect(Collectors.toSet());
        for (final Located<OccasionDefinition> each : Places.occasions(index.table())) {
            final OccasionDefinition occasion = each.part();
            final TablePath path = each.path();
            if (!signalled.contains(occasion.id())
                    && !occasion.id().equals(index.table().defaults().occasion())) {
                problems.warning(
                        "OCCASION_WITHOUT_SIGNAL",
                        path,
                        "No signal rule points to the occasion " + Quote.of(occasion.id())
                                + ", so only hints and live occasions bring it about.",
                        "Add a signal rule, or accept this.");
            }
            floorAboveCap(path, occasion, index.table().tiers(), problems);
            outsideGuardrails(path, occasion, problems);
        }
    }

    private static void floorAboveCap(
            final TablePath path,
            final OccasionDefinition occasion,
            final List<TierDefinition> tiers,
            final Problems problems) {
        final Integer floor = occasion.floorPriority();
        if (floor == null) {
            return;
        }
        final List<String> lower = tiers.stream()
                .filter(tier -> tier.caps().priority() != null && tier.caps().priority() < floor)
                .map(TierDefinition::id)
                .toList();
        if (!lower.isEmpty()) {
            problems.warning(
                    "FLOOR_ABOVE_CAP",
                    path.key("floors").key("priority"),
                    "The floor " + floor + " of the occasion " + Quote.of(occasion.id())
                            + " is above the priority cap of the tiers " + Quote.all(lower) + ", and the cap wins.",
                    "Lower the floor, or raise the caps.");
        }
    }

    private static void outsideGuardrails(
            final TablePath path, final OccasionDefinition occasion, final Problems problems) {
        final Integer priority = occasion.treatment().priority();
        final Integer floor = occasion.floorPriority();
        final Integer ceiling = occasion.ceilingPriority();
        if (priority != null && ((floor != null && priority < floor) || (ceiling != null && priority > ceiling))) {
            problems.warning(
                    "TREATMENT_OUTSIDE_GUARDRAIL",
                    path.key("treatment").key("priority"),
                    "The priority " + priority + " of the occasion " + Quote.of(occasion.id())
                            + " lies outside its own floor and ceiling.",
                    "Change the priority, or the floor or ceiling.");
        }
        final Long slaMs = occasion.treatment().slaMs();
        final Long ceilingSlaMs = occasion.ceilingSlaMs();
        if (slaMs != null && ceilingSlaMs != null && slaMs > ceilingSlaMs) {
            problems.warning(
                    "TREATMENT_OUTSIDE_GUARDRAIL",
                    path.key("treatment").key("sla"),
                    "The SLA of the occasion " + Quote.of(occasion.id()) + " is longer than its own ceiling.",
                    "Change the SLA, or the ceiling.");
        }
    }
}
