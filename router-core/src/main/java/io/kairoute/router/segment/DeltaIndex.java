package io.kairoute.router.segment;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Corrections of single customers by the hashes of their keys, in memory, for many readers and one writer.
 *
 * <p>The problem: a correction counts from the moment at which it is acknowledged, while event loops look customers up without
 * locks and without allocating. The choice: open addressing with linear probing at a load of a half at most; a slot refers to
 * an entry that never changes, and a newer correction takes the place of the old one by a release store. Nothing is ever taken
 * out: whoever wants less fills another index. So a reader's acquire load sees a whole entry, and a probe that ends at an
 * empty slot has seen every entry that was there before it began.
 *
 * <p>Single writer: whoever fills it; any thread may read.
 */
public final class DeltaIndex {
    /** The customer was deleted: nobody is found under the key. */
    static final int DELETED = 1;
    /** No correction has the key. */
    static final int ABSENT = 2;

    private static final int FEWEST_SLOTS = 64;

    private final AtomicReferenceArray<@Nullable Entry> slots;
    private final int mask;
    private int count;

    // Its arrays are not written once it is in a slot.
    private record Entry(long low, long high, @Nullable ProfileFlyweight profile) {}

    /** Makes an empty index that takes at least so many keys. */
    public DeltaIndex(final int keys) {
        final int slotCount = Integer.highestOneBit(Math.max(FEWEST_SLOTS, keys * 2) * 2 - 1);
        slots = new AtomicReferenceArray<>(slotCount);
        mask = slotCount - 1;
    }

    /**
     * Puts a correction under a key, in the place of an older one.
     *
     * @param profile the sealed profile, which is not to be written any more; null for a customer that was deleted
     * @return false when the index is full; fill a larger one then
     */
    public boolean put(final long low, final long high, final @Nullable ProfileFlyweight profile) {
        int slot = firstSlot(low);
        for (Entry held = slots.getPlain(slot); held != null; held = slots.getPlain(slot)) {
            if (held.low == low && held.high == high) {
                slots.setRelease(slot, new Entry(low, high, profile));
                return true;
            }
            slot = (slot + 1) & mask;
        }
        if (count * 2 > mask) {
            return false;
        }
        count++;
        slots.setRelease(slot, new Entry(low, high, profile));
        return true;
    }

    /** Keys in it. */
    public int count() {
        return count;
    }

    /** Looks one key up: FOUND, {@link #DELETED} or {@link #ABSENT}; in the last case {@code into} is as it was. */
    int find(final long low, final long high, final ProfileFlyweight into) {
        int slot = firstSlot(low);
        for (Entry held = slots.getAcquire(slot); held != null; held = slots.getAcquire(slot)) {
            if (held.low == low && held.high == high) {
                if (held.profile == null) {
                    return DELETED;
                }
                System.arraycopy(held.profile.bytes(), 0, into.bytes(), 0, ProfileFlyweight.LENGTH);
                return SegmentLookup.FOUND;
            }
            slot = (slot + 1) & mask;
        }
        return ABSENT;
    }

    // Keys are SipHash already, so their bits are used as they come.
    private int firstSlot(final long low) {
        return (int) (low ^ low >>> 32) & mask;
    }
}
