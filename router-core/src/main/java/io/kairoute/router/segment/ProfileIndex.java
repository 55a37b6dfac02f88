package io.kairoute.router.segment;

import io.kairoute.router.key.SegmentKey;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.openhft.chronicle.hash.Data;
import net.openhft.chronicle.hash.impl.VanillaChronicleHash;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.MapSegmentContext;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where each record of an opened, loaded Chronicle Map lies in its file: finds profiles without the map's own lookup.
 *
 * <p>The problem: a lookup through the map takes a stripe's lock, walks three layers of the map's own bookkeeping and
 * misses the cache in each. A set is not written to once it is loaded, so none of that guards anything. The choice: one
 * array of longs on the heap, open addressing at a load of three fifths, linear probing. A slot holds 24 bits of the key's
 * hash and the record's place in the file; the key that stands in the file before the record is compared whole, so equal
 * bits cost a read and never an answer. Keys are SipHash already, so their bits are used as they come. A lookup misses the
 * cache once in the array and once in the file.
 *
 * <p>The cost: 13.4 bytes of heap for each key, and one pass over the file when it is opened. The file is mapped a second
 * time, read-only, in windows that the collector unmaps when nobody can reach them any more; so a lookup that is late for
 * the map's closing reads what it would have read, and cannot fault.
 *
 * <p>Immutable. A lookup allocates nothing.
 */
public final class ProfileIndex {
    private static final int WINDOW_BITS = 30;
    private static final long WINDOW_BYTES = 1L << WINDOW_BITS;
    private static final long WINDOW_MASK = WINDOW_BYTES - 1;
    // An entry that begins in a window may end behind it.
    private static final int OVERLAP_BYTES = 4_096;

    private static final int KEY_BYTES = 2 * Long.BYTES;
    private static final int PLACE_BITS = 40;
    private static final long PLACE_MASK = (1L << PLACE_BITS) - 1;
    private static final long LOAD_NUMERATOR = 3;
    private static final long LOAD_DENOMINATOR = 5;
    private static final long LEAST_SLOTS = 64;
    private static final long MOST_SLOTS = 1L << 30;
    // The array may take so much of the heap; a larger set is looked up in the map.
    private static final long HEAP_SHARE = 4;

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final long[] slots;
    private final UnsafeBuffer[] windows;

    private ProfileIndex(final long[] slots, final UnsafeBuffer[] windows) {
        this.slots = slots;
        this.windows = windows;
    }

    /**
     * Indexes a map that nobody writes to any more.
     *
     * @param file the file behind it
     * @return null where the heap is too small for so many keys, or the map does not lie in the file as this class knows it
     */
    public static @Nullable ProfileIndex over(final ChronicleMap<SegmentKey, ProfileFlyweight> map, final Path file)
            throws IOException {
        final long slotCount = Math.max(LEAST_SLOTS, map.longSize() * LOAD_DENOMINATOR / LOAD_NUMERATOR + 1);
        final boolean fits = slotCount <= MOST_SLOTS
                && slotCount * Long.BYTES <= Runtime.getRuntime().maxMemory() / HEAP_SHARE;
        if (!fits || !(map instanceof VanillaChronicleHash<?, ?, ?, ?> hash)) {
            return null;
        }
        final ProfileIndex index = new ProfileIndex(new long[(int) slotCount], windows(file));
        return index.fill(map, hash.bsAddress()) ? index : null;
    }

    private static UnsafeBuffer[] windows(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final long length = channel.size();
            final UnsafeBuffer[] windows = new UnsafeBuffer[(int) ((length + WINDOW_BYTES - 1) >>> WINDOW_BITS)];
            for (int i = 0; i < windows.length; i++) {
                final long from = (long) i << WINDOW_BITS;
                final long bytes = Math.min(WINDOW_BYTES + OVERLAP_BYTES, length - from);
                windows[i] = new UnsafeBuffer(channel.map(MapMode.READ_ONLY, from, bytes));
            }
            return windows;
        }
    }

    private boolean fill(final ChronicleMap<SegmentKey, ProfileFlyweight> map, final long fileAddress) {
        final boolean[] isKnownLayout = {true};
        for (int stripe = 0; stripe < map.segments() && isKnownLayout[0]; stripe++) {
            try (MapSegmentContext<SegmentKey, ProfileFlyweight, ?> context = map.segmentContext(stripe)) {
                context.forEachSegmentEntryWhile(entry -> {
                    isKnownLayout[0] = add(entry.key(), entry.value(), fileAddress);
                    return isKnownLayout[0];
                });
            }
        }
        return isKnownLayout[0];
    }

    // False where the record does not follow its key in the file at the place that the map reads it from.
    private boolean add(final Data<SegmentKey> key, final Data<ProfileFlyweight> value, final long fileAddress) {
        final long place = key.bytes().addressForRead(key.offset()) - fileAddress;
        final long valuePlace = value.bytes().addressForRead(value.offset()) - fileAddress;
        final long low = key.bytes().readLong(key.offset());
        final long high = key.bytes().readLong(key.offset() + Long.BYTES);
        final boolean isKnownLayout = place >= 0
                && place < PLACE_MASK
                && place >>> WINDOW_BITS < windows.length
                && valuePlace == place + KEY_BYTES
                && isAt(place, low, high);
        if (isKnownLayout) {
            int slot = firstSlot(low);
            while (slots[slot] != 0) {
                slot = next(slot);
            }
            // Zero means empty, so places are counted from one.
            slots[slot] = tag(high) | place + 1;
        }
        return isKnownLayout;
    }

    /** Looks one key up; the result is as in {@link SegmentLookup#find}. */
    public int find(final SegmentKey key, final ProfileFlyweight into) {
        final long low = key.low();
        final long high = key.high();
        final long tag = tag(high);
        int slot = firstSlot(low);
        for (long held = slots[slot]; held != 0; held = slots[slot]) {
            if ((held & ~PLACE_MASK) == tag) {
                final long place = (held & PLACE_MASK) - 1;
                if (isAt(place, low, high)) {
                    window(place).getBytes(within(place) + KEY_BYTES, into.bytes(), 0, ProfileFlyweight.LENGTH);
                    return SegmentLookup.FOUND;
                }
            }
            slot = next(slot);
        }
        return SegmentLookup.MISSING;
    }

    private boolean isAt(final long place, final long low, final long high) {
        final UnsafeBuffer window = window(place);
        final int offset = within(place);
        return window.getLong(offset, ORDER) == low && window.getLong(offset + Long.BYTES, ORDER) == high;
    }

    private UnsafeBuffer window(final long place) {
        return windows[(int) (place >>> WINDOW_BITS)];
    }

    private static int within(final long place) {
        return (int) (place & WINDOW_MASK);
    }

    // The first half as a fraction of the whole array: no division, and no need for a power of two.
    private int firstSlot(final long low) {
        return (int) Math.multiplyHigh(low >>> 1, (long) slots.length << 1);
    }

    private int next(final int slot) {
        return slot + 1 == slots.length ? 0 : slot + 1;
    }

    private static long tag(final long high) {
        return high & ~PLACE_MASK;
    }

    /** The bytes of heap that it takes. */
    public long heapBytes() {
        return (long) slots.length * Long.BYTES;
    }
}
