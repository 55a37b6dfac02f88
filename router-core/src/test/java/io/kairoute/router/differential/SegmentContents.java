package io.kairoute.router.differential;

import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.reference.ReferenceProfile;
import io.kairoute.router.reference.ReferenceSegmentSet;
import io.kairoute.router.segment.DeltaIndex;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.ProfileFlyweight;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A scenario's customers as the store knows them: the records of a set, and the corrections that lie over it.
 *
 * <p>Every second customer is wrong in the set, by each of the keys, and right in a correction under the canonical key alone;
 * of every second one of these the set lacks the canonical key. Some customers are in the set and deleted by a correction. So
 * whoever reads set and corrections together sees what the scenario says, and whoever reads one of them does not.
 */
final class SegmentContents {
    private static final int DELETED_CUSTOMERS = 20;
    // Requests ask for unknown customers of numbers below 1,000.
    private static final int DELETED_EVERY = 50;

    private final Map<KeyHash, ProfileFlyweight> filed = new LinkedHashMap<>();
    private final Map<ProfileAttribute, List<String>> words = new EnumMap<>(ProfileAttribute.class);
    private final Set<KeyHash> failingKeys = new LinkedHashSet<>();
    private final DeltaIndex corrections;

    private SegmentContents(final int keys) {
        corrections = new DeltaIndex(keys + DELETED_CUSTOMERS);
    }

    static SegmentContents of(final ReferenceSegmentSet set, final KeyHasher hasher) {
        final SegmentContents contents = new SegmentContents(set.profiles().size());
        set.failingKeys().forEach(key -> contents.failingKeys.add(KeyHash.of(hasher, key)));
        final Map<KeyHash, Integer> customers = new LinkedHashMap<>();
        set.profiles().forEach((key, profile) -> {
            final ProfileFlyweight record = contents.record(profile);
            final KeyHash canonical = new KeyHash(record.canonicalLow(), record.canonicalHigh());
            contents.file(
                    KeyHash.of(hasher, key),
                    canonical,
                    customers.computeIfAbsent(canonical, one -> customers.size()),
                    record);
        });
        for (int i = 0; i < DELETED_CUSTOMERS; i++) {
            contents.fileDeleted(KeyHash.of(hasher, "crm:unknown-" + i * DELETED_EVERY));
        }
        // What is wrong in the set names the first word of each, whatever it is.
        for (final ProfileAttribute attribute : List.of(ProfileAttribute.TIER, ProfileAttribute.RISK)) {
            contents.words.computeIfAbsent(attribute, none -> List.of("nobodys"));
        }
        return contents;
    }

    private void file(final KeyHash key, final KeyHash canonical, final int customer, final ProfileFlyweight record) {
        final boolean isCorrected = customer % 2 == 1 && !failingKeys.contains(canonical);
        if (isCorrected) {
            corrections.put(canonical.low(), canonical.high(), record);
        }
        final boolean isLeftOut = isCorrected && customer % 4 == 3 && key.equals(canonical);
        if (!isLeftOut) {
            filed.put(key, isCorrected ? wrong(canonical) : record);
        }
    }

    private void fileDeleted(final KeyHash key) {
        filed.put(key, wrong(key));
        corrections.put(key.low(), key.high(), null);
    }

    private static ProfileFlyweight wrong(final KeyHash canonical) {
        return new ProfileFlyweight()
                .reset()
                .ordinal(ProfileAttribute.TIER, 1)
                .addRisk(1)
                .consent(ProfileFlyweight.CONSENT_PERSONALIZATION)
                .canonical(canonical.low(), canonical.high())
                .seal();
    }

    private ProfileFlyweight record(final ReferenceProfile profile) {
        final ProfileFlyweight record = new ProfileFlyweight();
        word(record, ProfileAttribute.TIER, profile.tier());
        word(record, ProfileAttribute.SUB_TIER, profile.subTier());
        word(record, ProfileAttribute.LIFECYCLE, profile.lifecycle());
        word(record, ProfileAttribute.VALUE_BAND, profile.valueBand());
        word(record, ProfileAttribute.CHURN_BAND, profile.churnBand());
        word(record, ProfileAttribute.HEALTH_BAND, profile.healthBand());
        word(record, ProfileAttribute.LANGUAGE, profile.language());
        profile.risks().forEach(risk -> record.addRisk(ordinal(ProfileAttribute.RISK, risk)));
        record.consent(profile.consent() ? ProfileFlyweight.CONSENT_PERSONALIZATION : 0);
        final byte[] agent = profile.preferredAgent().getBytes(StandardCharsets.UTF_8);
        record.preferredAgent(new UnsafeBuffer(agent), 0, agent.length);
        final UnsafeBuffer canonical = new UnsafeBuffer(HexFormat.of().parseHex(profile.canonicalKeyHash()));
        record.canonical(
                canonical.getLong(0, ByteOrder.LITTLE_ENDIAN), canonical.getLong(Long.BYTES, ByteOrder.LITTLE_ENDIAN));
        return record.seal();
    }

    private void word(final ProfileFlyweight record, final ProfileAttribute attribute, final String word) {
        if (!word.isEmpty()) {
            record.ordinal(attribute, ordinal(attribute, word));
        }
    }

    private int ordinal(final ProfileAttribute attribute, final String word) {
        final List<String> list = words.computeIfAbsent(attribute, a -> new ArrayList<>());
        if (!list.contains(word)) {
            list.add(word);
        }
        return list.indexOf(word) + 1;
    }

    /** The records of the set, by the hashes of their keys. */
    Map<KeyHash, ProfileFlyweight> filed() {
        return filed;
    }

    /** The words of the set, in the order of their ordinals. */
    Map<ProfileAttribute, List<String>> words() {
        return words;
    }

    /** Keys at which the store fails. */
    Set<KeyHash> failingKeys() {
        return failingKeys;
    }

    /** What lies over the set. */
    DeltaIndex corrections() {
        return corrections;
    }
}
