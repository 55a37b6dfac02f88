package io.kairoute.router.differential;

import io.kairoute.router.compile.ReadableSet;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.reference.ReferenceSegmentSet;
import io.kairoute.router.segment.OverlaidLookup;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentLookup;
import io.kairoute.router.segment.SegmentSetHeader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A segment set in a map of the heap, where a test has no files. */
final class InMemorySegments implements SegmentLookup {
    private final Map<KeyHash, ProfileFlyweight> records;

    private InMemorySegments(final Map<KeyHash, ProfileFlyweight> records) {
        this.records = records;
    }

    static ReadableSet of(final ReferenceSegmentSet set, final KeyHasher hasher, final boolean isAvailable) {
        final SegmentContents contents = SegmentContents.of(set, hasher);
        return overlaid(
                contents,
                new InMemorySegments(contents.filed()),
                isAvailable,
                new SegmentSetHeader(
                        set.version(),
                        set.sourceTimeMs(),
                        contents.filed().size(),
                        contents.filed().size(),
                        contents.words()));
    }

    /** A set with its corrections laid over it, and with its failing keys. */
    static ReadableSet overlaid(
            final SegmentContents contents,
            final SegmentLookup set,
            final boolean isAvailable,
            final SegmentSetHeader header) {
        final OverlaidLookup lookup = new OverlaidLookup(new FailingLookup(set, contents.failingKeys(), isAvailable));
        lookup.overlay(isAvailable ? contents.corrections() : null);
        return new ReadableSet(lookup, header);
    }

    @Override
    public int profile(final SegmentKey key, final ProfileFlyweight into) {
        final @Nullable ProfileFlyweight record = records.get(new KeyHash(key.low(), key.high()));
        if (record == null) {
            return MISSING;
        }
        into.buffer().putBytes(0, record.buffer(), 0, ProfileFlyweight.LENGTH);
        return FOUND;
    }

    @Override
    public boolean isAvailable() {
        return true;
    }
}
