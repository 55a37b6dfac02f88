package io.kairoute.router.table.check;

import io.kairoute.router.table.Located;
import io.kairoute.router.table.Places;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.TableIndex;
import io.kairoute.router.table.TablePath;
import io.kairoute.router.table.TierDefinition;
import io.kairoute.router.table.TierDefinition.CapsDefinition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks what tiers say about each other: no tier is its own ancestor, and no stand-in for a capped queue is capped. */
final class TierChecks {
    private TierChecks() {}

    static void check(final TableIndex index, final Problems problems) {
        final Map<String, String> tierByCappedQueue = new HashMap<>();
        for (final TierDefinition tier : index.table().tiers()) {
            tier.caps().queues().forEach(queue -> tierByCappedQueue.putIfAbsent(queue, tier.id()));
        }
        for (final Located<TierDefinition> each : Places.tiers(index.table())) {
            final TierDefinition tier = each.part();
            caps(each.path().key("caps"), tier.caps(), tierByCappedQueue, problems);
            if (isOwnAncestor(index, tier)) {
                problems.error(
                        "TIER_PARENT_CYCLE",
                        each.path().key("parent"),
                        "The tier " + Quote.of(tier.id()) + " is its own ancestor.",
                        "Name a parent that does not refine this tier, or none.");
            }
        }
    }

    private static boolean isOwnAncestor(final TableIndex index, final TierDefinition tier) {
        final Set<String> passed = new HashSet<>();
        @Nullable TierDefinition ancestor = tier;
        while (ancestor != null && ancestor.parent() != null && passed.add(ancestor.parent())) {
            if (ancestor.parent().equals(tier.id())) {
                return true;
            }
            ancestor = index.tiers().get(ancestor.parent());
        }
        return false;
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
