package io.kairoute.router.table.warn;

import io.kairoute.router.table.Located;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.Places;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TablePath;
import io.kairoute.router.table.TierDefinition;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Warns of cards whose review is overdue. */
final class ReviewWarnings {
    private ReviewWarnings() {}

    static void check(final TableDefinition table, final LocalDate today, final Problems problems) {
        for (final Located<OccasionDefinition> each : Places.occasions(table)) {
            final OccasionDefinition occasion = each.part();
            review(each.path(), "occasion", occasion.reviewBy(), today, problems);
        }
        for (final Located<TierDefinition> each : Places.tiers(table)) {
            final TierDefinition tier = each.part();
            review(each.path(), "tier", tier.reviewBy(), today, problems);
        }
    }

    private static void review(
            final TablePath path,
            final String kind,
            final @Nullable LocalDate reviewBy,
            final LocalDate today,
            final Problems problems) {
        if (reviewBy != null && reviewBy.isBefore(today)) {
            problems.warning(
                    "REVIEW_OVERDUE",
                    path.key("review_by"),
                    "The " + kind + " " + Quote.of(path.name()) + " was to be reviewed by " + reviewBy + ".",
                    "Review it with its owner, and set the next date.");
        }
    }
}
