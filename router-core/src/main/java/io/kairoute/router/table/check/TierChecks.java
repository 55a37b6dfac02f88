package io.kairoute.router.table.check;

import io.kairoute.router.table.Located;
import io.kairoute.router.table.Places;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.TierDefinition;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks that no tier is its own ancestor. */
final class TierChecks {
    private TierChecks() {}

    static void check(final TableIndex index, final Problems problems) {
        for (final Located<TierDefinition> each : Places.tiers(index.table)) {
            final TierDefinition tier = each.part();
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
            ancestor = index.tiers.get(ancestor.parent());
        }
        return false;
    }
}
