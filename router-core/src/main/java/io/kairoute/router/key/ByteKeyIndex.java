package io.kairoute.router.key;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A perfect-recall dictionary from byte strings to their positions in a list, read in place without making a string.
 *
 * <p>Open addressing at a load of at most one half. A slot is two longs: the key's first eight bytes, and its length beside its
 * position, counted from one; so what a short key is compared with lies in one cache line. The bytes of long ones stand back to
 * back in an array. Lookups compare whole keys, so a collision costs time and never an answer. Immutable.
 */
public final class ByteKeyIndex {
    /** The key is not known. */
    public static final int MISSING = -1;

    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

    private static final int SLOT_LONGS = 2;

    private final int count;
    // Of what is left by it, every number is where a slot starts.
    private final int mask;
    // The lengths that short keys have: a tag that is looked up level by level is no key of a table's at most levels.
    private final int shortLengths;
    private final long[] slots;
    private final int[] offsets;
    private final byte[] keys;

    private ByteKeyIndex(final byte[][] distinctKeys) {
        count = distinctKeys.length;
        offsets = new int[count + 1];
        for (int i = 0; i < count; i++) {
            offsets[i + 1] = offsets[i] + distinctKeys[i].length;
        }
        keys = new byte[offsets[count] + Long.BYTES];
        final int capacity = Math.max(2, Integer.highestOneBit(Math.max(1, count)) << 2);
        slots = new long[SLOT_LONGS * capacity];
        mask = slots.length - SLOT_LONGS;
        int lengths = 0;
        for (final byte[] key : distinctKeys) {
            lengths |= key.length <= Long.BYTES ? 1 << key.length : 0;
        }
        shortLengths = lengths;
        for (int i = 0; i < count; i++) {
            System.arraycopy(distinctKeys[i], 0, keys, offsets[i], distinctKeys[i].length);
            insert(i);
        }
    }

    /**
     * Makes an index of strings, taken as UTF-8.
     *
     * @throws IllegalArgumentException when a key stands in the list twice
     */
    public static ByteKeyIndex of(final List<String> keys) {
        return new ByteKeyIndex(
                keys.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new));
    }

    private void insert(final int index) {
        final int length = offsets[index + 1] - offsets[index];
        if (find(keys, offsets[index], length) != MISSING) {
            throw new IllegalArgumentException("key given twice: " + key(index));
        }
        final long first = LittleEndian.getTail(keys, offsets[index], Math.min(Long.BYTES, length));
        int slot = slot(hash(first, keys, offsets[index], length));
        while (slots[slot + 1] != 0) {
            slot = (slot + SLOT_LONGS) & mask;
        }
        slots[slot] = first;
        slots[slot + 1] = (long) length << Integer.SIZE | index + 1;
    }

    /** How many keys there are; positions run from 0. */
    public int count() {
        return count;
    }

    /** The key at a position. */
    public String key(final int index) {
        return new String(keys, offsets[index], offsets[index + 1] - offsets[index], StandardCharsets.UTF_8);
    }

    /** The position of a key, or {@link #MISSING}. */
    public int find(final String key) {
        final byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return find(bytes, 0, bytes.length);
    }

    /** The position of a key, or {@link #MISSING}; allocates nothing. */
    public int find(final byte[] bytes, final int offset, final int length) {
        return length <= Long.BYTES
                ? findShort(LittleEndian.getTail(bytes, offset, length), length)
                : findLong(bytes, offset, length);
    }

    /** The position of a key of up to eight bytes, the first in the lowest byte and zero behind the last, or {@link #MISSING}. */
    public int findShort(final long key, final int length) {
        if ((shortLengths & 1 << length) == 0) {
            return MISSING;
        }
        int slot = slot(mixed(key, length));
        for (long held = slots[slot + 1]; held != 0; held = slots[slot + 1]) {
            if (slots[slot] == key && held >>> Integer.SIZE == length) {
                return (int) held - 1;
            }
            slot = (slot + SLOT_LONGS) & mask;
        }
        return MISSING;
    }

    private int findLong(final byte[] bytes, final int offset, final int length) {
        final long first = LittleEndian.get(bytes, offset);
        int slot = slot(hash(first, bytes, offset, length));
        for (long held = slots[slot + 1]; held != 0; held = slots[slot + 1]) {
            if (slots[slot] == first
                    && held >>> Integer.SIZE == length
                    && isRestSame((int) held - 1, bytes, offset, length)) {
                return (int) held - 1;
            }
            slot = (slot + SLOT_LONGS) & mask;
        }
        return MISSING;
    }

    private boolean isRestSame(final int index, final byte[] bytes, final int offset, final int length) {
        final int start = offsets[index];
        int i = Long.BYTES;
        for (; length - i >= Long.BYTES; i += Long.BYTES) {
            if (LittleEndian.get(keys, start + i) != LittleEndian.get(bytes, offset + i)) {
                return false;
            }
        }
        return LittleEndian.getTail(keys, start + i, length - i) == LittleEndian.getTail(bytes, offset + i, length - i);
    }

    // Where the slot starts that a hash chooses; the high bits are mixed down, since the low ones choose.
    private int slot(final long hash) {
        return (int) ((hash >>> 32) ^ (hash >>> 15)) & mask;
    }

    private static long mixed(final long first, final int length) {
        return (first ^ length * MULTIPLIER) * MULTIPLIER;
    }

    // Folds eight bytes at a time. Keys come from a table that its owner wrote, so nobody gains by aiming collisions; a
    // request can only look up, never insert.
    private static long hash(final long first, final byte[] bytes, final int offset, final int length) {
        long hash = mixed(first, length);
        for (int i = Long.BYTES; i < length; i += Long.BYTES) {
            hash ^= hash >>> 32;
            hash = (hash ^ LittleEndian.getTail(bytes, offset + i, Math.min(Long.BYTES, length - i))) * MULTIPLIER;
        }
        return hash;
    }
}
