package io.kairoute.gateway.imports;

import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.ProfileFlyweight;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts who is in a set.
 *
 * <p>Thread-confined: owned by whoever made it.
 */
public final class ImportTally {
    private static final ProfileAttribute[] ATTRIBUTES = ProfileAttribute.values();
    private static final int ORDINALS = 256;

    private final long[] known = new long[ATTRIBUTES.length];
    private final long[] tiers = new long[ORDINALS];
    private final long[] risks = new long[ORDINALS];

    /** Makes a tally of nobody. */
    public ImportTally() {}

    /** Counts a customer, or takes one off again with -1. */
    public void count(final ProfileFlyweight profile, final int change) {
        for (int i = 0; i < ATTRIBUTES.length; i++) {
            if (ATTRIBUTES[i] != ProfileAttribute.RISK && profile.ordinal(ATTRIBUTES[i]) != 0) {
                known[i] += change;
            }
        }
        tiers[profile.ordinal(ProfileAttribute.TIER)] += change;
        boolean hasRisk = false;
        for (int word = 0; word < ProfileFlyweight.RISK_WORDS; word++) {
            for (long left = profile.riskWord(word); left != 0; left &= left - 1) {
                risks[word * Long.SIZE + Long.numberOfTrailingZeros(left)] += change;
                hasRisk = true;
            }
        }
        known[ProfileAttribute.RISK.ordinal()] += hasRisk ? change : 0;
    }

    /** Customers of each tier by its word; under an empty one those of none. */
    public Map<String, Long> tiers(final Map<ProfileAttribute, List<String>> words) {
        final Map<String, Long> counts = named(tiers, words.getOrDefault(ProfileAttribute.TIER, List.of()));
        if (tiers[0] > 0) {
            counts.put("", tiers[0]);
        }
        return counts;
    }

    /** Customers with each risk by its word. */
    public Map<String, Long> risks(final Map<ProfileAttribute, List<String>> words) {
        return named(risks, words.getOrDefault(ProfileAttribute.RISK, List.of()));
    }

    /** Customers for whom each attribute is known. */
    public Map<ProfileAttribute, Long> known() {
        final Map<ProfileAttribute, Long> counts = new EnumMap<>(ProfileAttribute.class);
        for (final ProfileAttribute attribute : ATTRIBUTES) {
            counts.put(attribute, known[attribute.ordinal()]);
        }
        return counts;
    }

    private static Map<String, Long> named(final long[] counts, final List<String> words) {
        final Map<String, Long> named = new LinkedHashMap<>();
        for (int i = 0; i < words.size(); i++) {
            named.put(words.get(i), counts[i + 1]);
        }
        return named;
    }
}
