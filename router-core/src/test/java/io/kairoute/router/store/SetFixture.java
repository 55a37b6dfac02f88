package io.kairoute.router.store;

import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentLookup;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Segment sets of generated customers: customer i has a key of its own and a value that tells it. */
final class SetFixture {
    static final Instant SOURCE_TIME = Instant.parse("2026-11-01T00:00:00Z");
    static final Map<ProfileAttribute, List<String>> WORDS =
            Map.of(ProfileAttribute.TIER, List.of("platinum", "gold", "silver", "standard"));

    private SetFixture() {}

    /** Loads a set of so many customers, and gives its number. */
    static int load(final SegmentSets sets, final String version, final int customers) {
        final SegmentKey key = new SegmentKey();
        final ProfileFlyweight profile = new ProfileFlyweight();
        try (SegmentSetWriter writer = sets.begin(customers)) {
            for (int i = 0; i < customers; i++) {
                writer.add(key(key, i), profile(profile, key, i));
            }
            return writer.finish(version, SOURCE_TIME, customers, WORDS, StoreProgress.NONE)
                    .number();
        }
    }

    static SegmentKey key(final SegmentKey key, final int customer) {
        return key.set(mix(2L * customer), mix(2L * customer + 1));
    }

    static ProfileFlyweight profile(final ProfileFlyweight profile, final SegmentKey key, final int customer) {
        return profile.reset()
                .ordinal(ProfileAttribute.TIER, 1 + customer % 4)
                .consent(ProfileFlyweight.CONSENT_PERSONALIZATION)
                .valueCents(customer)
                .canonical(key.low(), key.high());
    }

    /** How many of so many customers a lookup finds, each with its own value. */
    static int found(final SegmentLookup lookup, final int customers) {
        final SegmentKey key = new SegmentKey();
        final ProfileFlyweight profile = new ProfileFlyweight();
        int found = 0;
        for (int i = 0; i < customers; i++) {
            if (lookup.record(key(key, i), profile) == SegmentLookup.FOUND && profile.valueCents() == i) {
                found++;
            }
        }
        return found;
    }

    private static long mix(final long index) {
        final long a = (index ^ index >>> 30) * 0xBF58_476D_1CE4_E5B9L + 0x9E37_79B9_7F4A_7C15L;
        final long b = (a ^ a >>> 27) * 0x94D0_49BB_1331_11EBL;
        return b ^ b >>> 31;
    }
}
