package io.kairoute.router.embed;

import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.store.SegmentSetWriter;
import io.kairoute.router.store.StoreProgress;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Loads a segment set into a routing that is open, and has customers looked up in it. */
final class LoadingASet {
    private LoadingASet() {}

    /** Gold for each of these customers, as a source knew them at a time. */
    static void goldFor(
            final EmbeddedRouting routing, final List<String> customers, final String version, final Instant taken) {
        final Map<ProfileAttribute, List<String>> words = Map.of(ProfileAttribute.TIER, List.of("gold"));
        try (SegmentSetWriter writer = routing.beginSegmentSet(customers.size())) {
            for (final String typedKey : customers) {
                final KeyHash own = routing.hash(typedKey);
                writer.add(
                        new SegmentKey().set(own.low(), own.high()),
                        new ProfileFlyweight()
                                .ordinal(ProfileAttribute.TIER, 1)
                                .consent(ProfileFlyweight.CONSENT_PERSONALIZATION)
                                .canonical(own.low(), own.high()));
            }
            routing.serve(writer.finish(version, taken, customers.size(), words, StoreProgress.NONE)
                    .number());
        }
    }
}
