package io.kairoute.router.table.check;

import io.kairoute.router.table.OccasionDefinition;
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
        for (int i = 0; i < table.occasions().size(); i++) {
            final OccasionDefinition occasion = table.occasions().get(i);
            review(Places.OCCASIONS.item(i, occasion.id()), "occasion", occasion.reviewBy(), today, problems);
        }
        for (int i = 0; i < table.tiers().size(); i++) {
            final TierDefinition tier = table.tiers().get(i);
            review(Places.TIERS.item(i, tier.id()), "tier", tier.reviewBy(), today, problems);
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
