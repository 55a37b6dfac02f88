package io.kairoute.router.store;

import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.ProfileFlyweight;
import java.util.List;
import java.util.Map;

/** The highest ordinal of each word-valued attribute that a set's records hold. Thread-confined: owned by whoever reads a set. */
final class OrdinalsInUse {
    private static final ProfileAttribute[] ATTRIBUTES = ProfileAttribute.values();

    private final int[] highest = new int[ATTRIBUTES.length];

    /** Takes note of one record. */
    void add(final ProfileFlyweight profile) {
        for (int i = 0; i < ATTRIBUTES.length; i++) {
            highest[i] = Math.max(
                    highest[i],
                    ATTRIBUTES[i] == ProfileAttribute.RISK ? highestRisk(profile) : profile.ordinal(ATTRIBUTES[i]));
        }
    }

    private static int highestRisk(final ProfileFlyweight profile) {
        for (int word = ProfileFlyweight.RISK_WORDS - 1; word >= 0; word--) {
            final long bits = profile.riskWord(word);
            if (bits != 0) {
                return word * Long.SIZE + Long.SIZE - 1 - Long.numberOfLeadingZeros(bits);
            }
        }
        return 0;
    }

    /** Throws an IllegalArgumentException where a record holds the ordinal of no word. */
    void check(final Map<ProfileAttribute, List<String>> words) {
        for (int i = 0; i < ATTRIBUTES.length; i++) {
            final int known = words.getOrDefault(ATTRIBUTES[i], List.of()).size();
            if (highest[i] > known) {
                throw new IllegalArgumentException("words: a record has " + ATTRIBUTES[i].key() + " " + highest[i]
                        + ", and there are " + known + " words of it");
            }
        }
    }
}
