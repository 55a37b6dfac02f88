package io.kairoute.router.segment;

import io.kairoute.router.key.SegmentKey;
import net.openhft.chronicle.map.ChronicleMap;

/** Maps in memory whose customer {@code i} is worth {@code 100 * i} cents. */
final class ProfileMaps {
    private ProfileMaps() {}

    /** Customers 0 up to so many, and room for ten more. */
    static ChronicleMap<SegmentKey, ProfileFlyweight> of(final int customers) {
        final ChronicleMap<SegmentKey, ProfileFlyweight> map = ChronicleMap.of(SegmentKey.class, ProfileFlyweight.class)
                .entries(customers + 10)
                .keyReaderAndDataAccess(new SegmentKeyReader(), new SegmentKeyAccess())
                .valueMarshaller(new ProfileMarshaller())
                .constantKeySizeBySample(new SegmentKey())
                .constantValueSizeBySample(new ProfileFlyweight())
                .create();
        final SegmentKey key = new SegmentKey();
        final ProfileFlyweight profile = new ProfileFlyweight();
        for (int i = 0; i < customers; i++) {
            map.put(key(key, i), profile.reset().valueCents(i * 100L).seal());
        }
        return map;
    }

    /** The key of a customer. */
    static SegmentKey key(final SegmentKey key, final int customer) {
        return key.set(customer, ~customer);
    }
}
