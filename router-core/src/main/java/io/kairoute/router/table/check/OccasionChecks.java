package io.kairoute.router.table.check;

import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.TablePath;

/** Checks that the numbers of an occasion do not contradict each other. */
final class OccasionChecks {
    private OccasionChecks() {}

    static void thresholds(final TablePath path, final OccasionDefinition occasion, final Problems problems) {
        if (occasion.ambiguousAtBp() > occasion.clearAtBp()) {
            problems.error(
                    "THRESHOLDS_CROSSED",
                    path.key("ambiguous_at"),
                    "The occasion is ambiguous only above the confidence at which it is clear.",
                    "Set ambiguous_at to clear_at or below.");
        }
    }

    static void guardrails(final TablePath path, final OccasionDefinition occasion, final Problems problems) {
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
}
