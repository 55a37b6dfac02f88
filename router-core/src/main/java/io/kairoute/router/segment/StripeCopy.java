package io.kairoute.router.segment;

import io.kairoute.router.key.SegmentKey;
import java.util.function.BiPredicate;
import net.openhft.chronicle.hash.Data;
import org.agrona.ExpandableArrayBuffer;

/** The entries of one stripe, copied so that they can be looked at without its lock. Thread-confined: owned by a scan. */
final class StripeCopy {
    private static final int KEY_BYTES = 2 * Long.BYTES;
    private static final int ENTRY_BYTES = KEY_BYTES + ProfileFlyweight.LENGTH;

    private final ExpandableArrayBuffer entries = new ExpandableArrayBuffer();
    private final SegmentKey key = new SegmentKey();
    private final ProfileFlyweight profile = new ProfileFlyweight();
    private int length;

    /** Forgets the stripe before. */
    void clear() {
        length = 0;
    }

    /** Copies an entry. */
    void add(final Data<SegmentKey> entryKey, final Data<ProfileFlyweight> value) {
        final SegmentKey read = entryKey.getUsing(key);
        entries.putLong(length, read.low());
        entries.putLong(length + Long.BYTES, read.high());
        entries.putBytes(length + KEY_BYTES, value.getUsing(profile).buffer(), 0, ProfileFlyweight.LENGTH);
        length += ENTRY_BYTES;
    }

    /** Shows the entries until the visitor has seen enough; returns whether all of them were shown. */
    boolean forEachWhile(final BiPredicate<SegmentKey, ProfileFlyweight> visitor) {
        for (int at = 0; at < length; at += ENTRY_BYTES) {
            key.set(entries.getLong(at), entries.getLong(at + Long.BYTES));
            profile.buffer().putBytes(0, entries, at + KEY_BYTES, ProfileFlyweight.LENGTH);
            if (!visitor.test(key, profile)) {
                return false;
            }
        }
        return true;
    }
}
