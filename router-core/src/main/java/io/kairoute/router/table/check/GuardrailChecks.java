package io.kairoute.router.table.check;

import io.kairoute.router.table.Located;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.Places;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TablePath;
import io.kairoute.router.table.TierDefinition;
import io.kairoute.router.table.TierDefinition.CapsDefinition;
import java.util.HashMap;
import java.util.Map;

/** Checks that no guardrail contradicts another one. */
final class GuardrailChecks {
    private GuardrailChecks() {}

    static void check(final TableDefinition table, final Problems problems) {
        for (final Located<OccasionDefinition> each : Places.occasions(table)) {
            final OccasionDefinition occasion = each.part();
            occasion(each.path(), occasion, problems);
        }
        final Map<String, String> tierByCappedQueue = new HashMap<>();
        for (final TierDefinition tier : table.tiers()) {
            tier.caps().queues().forEach(queue -> tierByCappedQueue.putIfAbsent(queue, tier.id()));
        }
        for (final Located<TierDefinition> each : Places.tiers(table)) {
            final TierDefinition tier = each.part();
            caps(each.path().key("caps"), tier.caps(), tierByCappedQueue, problems);
        }
    }

    private static void occasion(final TablePath path, final OccasionDefinition occasion, final Problems problems) {
        final Integer floor = occasion.floorPriority();
        final Integer ceiling = occasion.ceilingPriority();
        if (floor != null && ceiling != null && floor > ceiling) {
            problems.error(
                    "FLOOR_ABOVE_CEILING",
                    path.key("floors").key("priority"),
                    "The floor " + floor + " of the priority is above its ceiling " + ceiling + ".",
                    "Lower the floor, or raise the ceiling.");
        }
    }

    private static void caps(
            final TablePath path,
            final CapsDefinition caps,
            final Map<String, String> tierByCappedQueue,
            final Problems problems) {
        final String instead = caps.instead();
        if (instead == null && !caps.queues().isEmpty()) {
            problems.error(
                    "MISSING_KEY",
                    path.key("instead"),
                    "The caps take queues away and name none instead.",
                    "Add instead with a queue that no tier is kept from.");
        }
        final String tier = instead == null ? null : tierByCappedQueue.get(instead);
        if (instead != null && tier != null) {
            problems.error(
                    "INSTEAD_CAPPED",
                    path.key("instead"),
                    "The queue " + Quote.of(instead) + " stands in for others, but the tier " + Quote.of(tier)
                            + " may not use it.",
                    "Name a queue that no tier is kept from.");
        }
    }
}
