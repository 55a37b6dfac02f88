package io.kairoute.router.segment;

import io.kairoute.router.key.SegmentKey;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import net.openhft.chronicle.hash.Data;
import net.openhft.chronicle.hash.impl.VanillaChronicleHash;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.MapSegmentContext;
import org.jspecify.annotations.Nullable;

/**
 * What decides of each customer of a loaded Chronicle Map, by key, beside the place in the file where the whole record lies.
 *
 * <p>The problem: a lookup through the map takes a stripe's lock, walks three layers of the map's own bookkeeping and
 * misses the cache in each; so does a record that spans three lines of a file whose pages the processor has no address of. A
 * set is not written to once it is loaded, so none of that guards anything. The choice: one array on the heap, half a cache line
 * for each key, open addressing at a load of three fifths, linear probing from line to line. A slot holds the key whole, so a
 * lookup never answers for another; the ordinals; the consent; and the record's place in the file. Records with risks or a
 * preferred agent, those found by another key than the canonical one, and those that failed their check are read from the
 * file. So most lookups miss the cache once. Keys are SipHash already, so their bits are used as they come.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                       Key (16 bytes)                          |
 *  +---------------------------------------------------------------+
 *  |                  Ordinals (8, as in the record)               |
 *  +---------------------------------------------------------------+
 *  |         Place of the key in the file, from 1 on (40 bits)     |
 *  |               +---------------+-+-----------------------------+
 *  |               |    Consent    |L|   (L: these say it all)     |
 *  +---------------+---------------+-+-----------------------------+
 * </pre>
 *
 * <p>The cost: 53.3 bytes of heap for each key, one pass over the file when it is opened, and the file mapped a second time
 * ({@link RecordFile}).
 *
 * <p>Immutable, but for keys that are forgotten. A lookup allocates nothing.
 */
public final class ProfileIndex {
    private static final int PLACE_BITS = 40;
    private static final long PLACE_MASK = (1L << PLACE_BITS) - 1;
    private static final int CONSENT_MASK = 0xFF;
    private static final long LEAN = 1L << (PLACE_BITS + Byte.SIZE);

    private static final int SLOT_LONGS = 4;
    private static final int LOW = 0;
    private static final int HIGH = 1;
    private static final int ORDINALS = 2;
    private static final int PLACE = 3;
    private static final int LINE_LONGS = 2 * SLOT_LONGS;
    // A large array starts with a header of two longs at the start of a cache line; slots start with the next line.
    private static final int FIRST_SLOT = LINE_LONGS - 2;

    private static final long LOAD_NUMERATOR = 3;
    private static final long LOAD_DENOMINATOR = 5;
    private static final long LEAST_LINES = 32;
    private static final long MOST_LINES = 1L << 27;

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] slots;
    private final int lines;
    private final RecordFile records;

    private ProfileIndex(final int lines, final RecordFile records) {
        this.lines = lines;
        this.records = records;
        slots = new long[FIRST_SLOT + lines * LINE_LONGS];
    }

    /**
     * Indexes a map that nobody writes to any more.
     *
     * @param file the file behind it
     * @return null where there are too many keys for one array, or the map does not lie in the file as this class knows it
     */
    public static @Nullable ProfileIndex over(final ChronicleMap<SegmentKey, ProfileFlyweight> map, final Path file)
            throws IOException {
        final long lines = lines(map.longSize());
        if (lines > MOST_LINES || !(map instanceof VanillaChronicleHash<?, ?, ?, ?> hash)) {
            return null;
        }
        final ProfileIndex index = new ProfileIndex((int) lines, RecordFile.map(file));
        return index.fill(map, hash.bsAddress()) ? index : null;
    }

    /** The bytes of heap that an index of so many keys takes. */
    static long heapBytes(final long keys) {
        return (FIRST_SLOT + lines(keys) * LINE_LONGS) * Long.BYTES;
    }

    private static long lines(final long keys) {
        return Math.max(LEAST_LINES, keys * LOAD_DENOMINATOR / (2 * LOAD_NUMERATOR) + 1);
    }

    private boolean fill(final ChronicleMap<SegmentKey, ProfileFlyweight> map, final long fileAddress) {
        final boolean[] isKnownLayout = {true};
        final ProfileFlyweight profile = new ProfileFlyweight();
        for (int stripe = 0; stripe < map.segments() && isKnownLayout[0]; stripe++) {
            try (MapSegmentContext<SegmentKey, ProfileFlyweight, ?> context = map.segmentContext(stripe)) {
                context.forEachSegmentEntryWhile(entry -> {
                    isKnownLayout[0] = add(entry.key(), entry.value(), fileAddress, profile);
                    return isKnownLayout[0];
                });
            }
        }
        return isKnownLayout[0];
    }

    // False where the record does not follow its key in the file at the place that the map reads it from.
    private boolean add(
            final Data<SegmentKey> key,
            final Data<ProfileFlyweight> value,
            final long fileAddress,
            final ProfileFlyweight profile) {
        final long place = key.bytes().addressForRead(key.offset()) - fileAddress;
        final long valuePlace = value.bytes().addressForRead(value.offset()) - fileAddress;
        final long low = key.bytes().readLong(key.offset());
        final long high = key.bytes().readLong(key.offset() + Long.BYTES);
        final boolean isKnownLayout = place < PLACE_MASK && records.isAt(place, valuePlace, low, high);
        if (isKnownLayout) {
            records.copy(place, profile);
            int slot = firstSlot(low);
            while (slots[slot + PLACE] != 0) {
                slot = next(slot);
            }
            slots[slot + LOW] = low;
            slots[slot + HIGH] = high;
            slots[slot + ORDINALS] = profile.ordinals();
            slots[slot + PLACE] = place + 1
                    | (long) profile.consent() << PLACE_BITS
                    | (profile.isIntact() && profile.isLean(low, high) ? LEAN : 0);
        }
        return isKnownLayout;
    }

    /**
     * Finds what decides of a customer, where that is no more than the index holds.
     *
     * @return false where nobody has the key, or the whole {@link #record} has to be read
     */
    public boolean profile(final SegmentKey key, final ProfileFlyweight into) {
        final long low = key.low();
        final long high = key.high();
        final int slot = slotOf(low, high);
        final long held = slots[slot + PLACE];
        if ((held & LEAN) == 0) {
            return false;
        }
        into.lean(slots[slot + ORDINALS], (int) (held >>> PLACE_BITS) & CONSENT_MASK, low, high);
        return true;
    }

    /**
     * Reads the whole record of a customer; its check is not looked at.
     *
     * @return false where nobody has the key
     */
    public boolean record(final SegmentKey key, final ProfileFlyweight into) {
        final long held = slots[slotOf(key.low(), key.high()) + PLACE];
        if (held == 0) {
            return false;
        }
        records.copy((held & PLACE_MASK) - 1, into);
        return true;
    }

    /**
     * Has lookups find nobody by a key whose record in the file is blanked. The slot stays taken, so that keys behind it are
     * found.
     *
     * <p>Single writer. A lookup meanwhile answers as before or as after. The volatile store of the key's second half happens
     * before whatever the writer's thread says next, so whoever has heard of it finds nobody. Lookups need no order of their
     * own: a slot's words change once, each to what matches nothing.
     */
    void forget(final SegmentKey key) {
        final int slot = slotOf(key.low(), key.high());
        if (slots[slot + PLACE] != 0) {
            // The mark goes first: nobody takes a slot that is half forgotten for a customer.
            SLOT.setRelease(slots, slot + PLACE, slots[slot + PLACE] & ~LEAN);
            SLOT.setRelease(slots, slot + LOW, 0L);
            SLOT.setVolatile(slots, slot + HIGH, 0L);
        }
    }

    /** Reads the line where a key belongs; see {@link SegmentLookup#touch}. */
    public long touch(final SegmentKey key) {
        return slots[firstSlot(key.low())];
    }

    // The slot that holds a key, or the empty one that says that none does.
    private int slotOf(final long low, final long high) {
        int slot = firstSlot(low);
        while ((slots[slot + LOW] != low || slots[slot + HIGH] != high) && slots[slot + PLACE] != 0) {
            slot = next(slot);
        }
        return slot;
    }

    // The first half as a fraction of all lines: no division, and no need for a power of two.
    private int firstSlot(final long low) {
        return FIRST_SLOT + (int) Math.multiplyHigh(low >>> 1, (long) lines << 1) * LINE_LONGS;
    }

    private int next(final int slot) {
        return slot + SLOT_LONGS == slots.length ? FIRST_SLOT : slot + SLOT_LONGS;
    }

    /** The bytes of heap that it takes. */
    public long heapBytes() {
        return (long) slots.length * Long.BYTES;
    }
}
