package io.kairoute.router.embed;

import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.store.DataDirectory;
import io.kairoute.router.store.SegmentSetWriter;
import io.kairoute.router.store.SegmentSets;
import io.kairoute.router.store.StoreProgress;
import io.kairoute.router.store.TenantFolder;
import io.kairoute.router.store.TenantSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** What the tests of a host share: a table, a noon, and segment sets of ten customers. */
final class Host {
    static final Path TABLE = Path.of("..", "deploy", "examples", "telecom", "table.yaml");
    static final Instant NOON = Instant.parse("2026-11-24T17:00:00Z");
    static final InstantSource CLOCK = InstantSource.fixed(NOON);

    private Host() {}

    static EmbeddedRouting open(final Path directory, final OpeningOption... options) {
        return EmbeddedRouting.open(TABLE, directory, CLOCK, options);
    }

    /** The example's table under another name, which is another table. */
    static Path table(final Path directory, final String name) throws IOException {
        return Files.writeString(
                directory.resolve(name + ".yaml"),
                Files.readString(TABLE).replace("table: telecom\n", "table: " + name + "\n"));
    }

    static ContactRequest by(final String customerKey) {
        return ContactRequest.of("call-1").customerKey(customerKey);
    }

    static Path tenant(final Path directory) {
        return directory.resolve("tenants").resolve("default");
    }

    static Path set(final Path directory, final int number) {
        return tenant(directory).resolve("segments").resolve(String.format("set-%06d", number));
    }

    /** Loads and activates a set while nobody has the directory open. */
    static void load(final Path directory, final String version, final String tier) {
        try (DataDirectory data = DataDirectory.open(directory, "test", CLOCK)) {
            final TenantFolder folder = data.tenant("default");
            final KeyHasher hasher = TenantSecret.open(folder).hasher();
            final SegmentSets sets = new SegmentSets(folder, hasher, CLOCK);
            try (SegmentSetWriter writer = sets.begin(21)) {
                sets.activate(write(writer, typed -> KeyHash.of(hasher, typed), version, tier));
            }
        }
    }

    /** How a typed key is hashed. */
    interface Hashing {
        KeyHash hash(String typed);
    }

    // Ten customers of one account, each under two keys.
    static int write(final SegmentSetWriter writer, final Hashing hashing, final String version, final String tier) {
        final KeyHash account = hashing.hash("acct:1");
        final SegmentKey key = new SegmentKey();
        final ProfileFlyweight profile = new ProfileFlyweight();
        for (int i = 0; i < 10; i++) {
            final KeyHash own = hashing.hash("crm:" + i);
            final KeyHash other = hashing.hash("tel:" + i);
            profile.reset()
                    .ordinal(ProfileAttribute.TIER, 1)
                    .consent(ProfileFlyweight.CONSENT_PERSONALIZATION)
                    .canonical(own.low(), own.high())
                    .account(account.low(), account.high());
            writer.add(key.set(own.low(), own.high()), profile);
            writer.add(key.set(other.low(), other.high()), profile);
            if (i == 0) {
                writer.add(key.set(account.low(), account.high()), profile);
            }
        }
        return writer.finish(version, NOON, 10, Map.of(ProfileAttribute.TIER, List.of(tier)), StoreProgress.NONE)
                .number();
    }
}
