package io.kairoute.gateway.sets;

import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.store.SegmentSetWriter;
import io.kairoute.router.store.SegmentSets;
import io.kairoute.router.store.StoreProgress;
import io.kairoute.router.store.TenantFolder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Writes small segment sets straight into a tenant's folder, all of whose customers {@code crm:0..} are of one tier. */
final class TestSets {
    private TestSets() {}

    /** Writes a set, and returns its number. */
    static int write(
            final TenantFolder folder,
            final String version,
            final Instant sourceTime,
            final int customers,
            final String tier) {
        final KeyHasher hasher = CustomersNode.hasher(folder);
        final SegmentKey key = new SegmentKey();
        final ProfileFlyweight profile = new ProfileFlyweight();
        try (SegmentSetWriter writer = new SegmentSets(folder, hasher, InstantSource.system()).begin(customers)) {
            for (int i = 0; i < customers; i++) {
                hash(hasher, "crm:" + i, key);
                profile.reset()
                        .ordinal(ProfileAttribute.TIER, 1)
                        .consent(ProfileFlyweight.CONSENT_PERSONALIZATION)
                        .canonical(key.low(), key.high());
                writer.add(key, profile);
            }
            return writer.finish(
                            version,
                            sourceTime,
                            customers,
                            Map.of(ProfileAttribute.TIER, List.of(tier)),
                            StoreProgress.NONE)
                    .number();
        }
    }

    static void hash(final KeyHasher hasher, final String typed, final SegmentKey into) {
        final byte[] bytes = typed.getBytes(StandardCharsets.UTF_8);
        hasher.hash(bytes, 0, bytes.length, into);
    }
}
