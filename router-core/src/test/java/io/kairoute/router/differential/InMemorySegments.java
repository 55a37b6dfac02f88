package io.kairoute.router.differential;

import io.kairoute.router.compile.OpenedSegments;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.reference.ReferenceProfile;
import io.kairoute.router.reference.ReferenceSegmentSet;
import io.kairoute.router.segment.DeltaIndex;
import io.kairoute.router.segment.OverlaidLookup;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentLookup;
import io.kairoute.router.segment.SegmentSetHeader;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** A segment set of real records in a map of the heap, with keys at which the store fails on purpose. */
final class InMemorySegments implements SegmentLookup {
    private final long[] lows;
    private final long[] highs;
    private final @Nullable ProfileFlyweight[] records;
    private final Map<ProfileAttribute, List<String>> words = new EnumMap<>(ProfileAttribute.class);
    private final boolean isAvailable;

    private InMemorySegments(final ReferenceSegmentSet set, final KeyHasher hasher, final boolean isAvailable) {
        this.isAvailable = isAvailable;
        final Set<String> keys = new LinkedHashSet<>(set.failingKeys());
        keys.addAll(set.profiles().keySet());
        lows = new long[keys.size()];
        highs = new long[keys.size()];
        records = new ProfileFlyweight[keys.size()];
        final SegmentKey hash = new SegmentKey();
        int index = 0;
        for (final String key : keys) {
            final byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
            hasher.hash(bytes, 0, bytes.length, hash);
            lows[index] = hash.low();
            highs[index] = hash.high();
            final @Nullable ReferenceProfile profile = set.profiles().get(key);
            records[index++] = profile == null || set.failingKeys().contains(key) ? null : record(profile);
        }
    }

    static OpenedSegments of(final ReferenceSegmentSet set, final KeyHasher hasher, final boolean isAvailable) {
        final InMemorySegments segments = new InMemorySegments(set, hasher, isAvailable);
        final int keys = set.profiles().size();
        final OverlaidLookup lookup = new OverlaidLookup(segments);
        if (isAvailable) {
            lookup.overlay(segments.correctEverySecond());
        }
        return new OpenedSegments(
                lookup, new SegmentSetHeader(set.version(), set.sourceTimeMs(), keys, keys, segments.words));
    }

    // Every second profile is known to the set in a form that is long wrong, and is corrected by a delta; every fourth
    // is not
    // known to the set at all.
    private DeltaIndex correctEverySecond() {
        final DeltaIndex deltas = new DeltaIndex(lows.length);
        for (int i = 1; i < lows.length; i += 2) {
            final @Nullable ProfileFlyweight record = records[i];
            if (record != null && !isCanonicalOfOthers(i)) {
                deltas.put(lows[i], highs[i], record);
                records[i] = new ProfileFlyweight().reset().canonical(lows[i], highs[i]);
                highs[i] += i % 4 == 1 ? 0 : 1;
            }
        }
        return deltas;
    }

    private boolean isCanonicalOfOthers(final int index) {
        for (int i = 0; i < lows.length; i++) {
            final @Nullable ProfileFlyweight other = records[i];
            if (i != index
                    && other != null
                    && other.canonicalLow() == lows[index]
                    && other.canonicalHigh() == highs[index]) {
                return true;
            }
        }
        return false;
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

    // A scan over primitives: the sets are small, and a lookup must not allocate where others are measured.
    @Override
    public int profile(final SegmentKey key, final ProfileFlyweight into) {
        if (!isAvailable) {
            return UNAVAILABLE;
        }
        for (int i = 0; i < lows.length; i++) {
            if (lows[i] == key.low() && highs[i] == key.high()) {
                final @Nullable ProfileFlyweight record = records[i];
                if (record == null) {
                    return UNAVAILABLE;
                }
                into.buffer().putBytes(0, record.buffer(), 0, ProfileFlyweight.LENGTH);
                return FOUND;
            }
        }
        return MISSING;
    }

    @Override
    public boolean isAvailable() {
        return isAvailable;
    }
}
