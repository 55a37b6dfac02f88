package io.kairoute.gateway.sets;

import io.kairoute.gateway.imports.ImportTally;
import io.kairoute.gateway.work.LongWork;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentLookup;
import io.kairoute.router.segment.SegmentSetHeader;
import io.kairoute.router.store.OpenSegmentSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts who is in a set, and who came from where since another one. A customer counts once, by the entry under the canonical
 * key. Thread-confined: owned by whoever made it.
 */
final class SetComparison {
    /** From which index on the shares of the tiers count as shifted. */
    static final double SHIFTED = 0.2;

    // A tier that nobody is in would make the index infinite; it counts as one customer in ten thousand.
    private static final double LEAST_SHARE = 0.000_1;

    private final ImportTally tally = new ImportTally();
    private final Map<Move, Long> moves = new HashMap<>();
    private long customers;
    private long withheld;
    private long joined;
    private long stayed;

    /** From tier to tier; empty for none. */
    record Move(String from, String to) {}

    /** Counts a set, against another one where there is one; both are to be pinned meanwhile. */
    static SetComparison of(final OpenSegmentSet set, final @Nullable OpenSegmentSet before, final LongWork work) {
        final SetComparison comparison = new SetComparison();
        final ProfileFlyweight former = new ProfileFlyweight();
        final boolean unused = set.store().forEachWhile((key, profile) -> {
            work.step();
            if (key.low() != profile.canonicalLow() || key.high() != profile.canonicalHigh() || !profile.isIntact()) {
                return true;
            }
            comparison.customers++;
            comparison.tally.count(profile, 1);
            comparison.withheld += profile.hasPersonalizationConsent() ? 0 : 1;
            if (before != null) {
                if (before.store().profile(key, former) == SegmentLookup.FOUND) {
                    comparison.stayed++;
                    comparison.moves.merge(
                            new Move(tier(former, before.header()), tier(profile, set.header())), 1L, Long::sum);
                } else {
                    comparison.joined++;
                }
            }
            return true;
        });
        return comparison;
    }

    ImportTally tally() {
        return tally;
    }

    Map<Move, Long> moves() {
        return moves;
    }

    long withheld() {
        return withheld;
    }

    long joined() {
        return joined;
    }

    /** Customers in both sets. */
    long stayed() {
        return stayed;
    }

    /** How far the shares of the tiers are from those of another set: the population stability index. */
    static double stabilityIndex(final Map<String, Long> before, final Map<String, Long> after) {
        final Set<String> tiers = new HashSet<>(before.keySet());
        tiers.addAll(after.keySet());
        double index = 0;
        for (final String tier : tiers) {
            final double was = share(before, tier);
            final double is = share(after, tier);
            index += (is - was) * Math.log(is / was);
        }
        return index;
    }

    private static double share(final Map<String, Long> counts, final String tier) {
        final long all = counts.values().stream().mapToLong(Long::longValue).sum();
        return Math.max(LEAST_SHARE, all == 0 ? 0 : (double) counts.getOrDefault(tier, 0L) / all);
    }

    private static String tier(final ProfileFlyweight profile, final SegmentSetHeader header) {
        final List<String> words = header.words(ProfileAttribute.TIER);
        final int ordinal = profile.ordinal(ProfileAttribute.TIER);
        return ordinal == 0 || ordinal > words.size() ? "" : words.get(ordinal - 1);
    }
}
