package io.kairoute.router.key;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A perfect-recall dictionary from byte strings to their positions in a list, read in place without making a string.
 *
 * <p>Open addressing at a load of at most one half, keys back to back in one array. Lookups compare whole keys, so a
 * collision costs time and never an answer. Immutable.
 */
public final class ByteKeyIndex {
    /** The key is not known. */
    public static final int MISSING = -1;

    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

    private final int count;
    private final int mask;
    private final int[] slots;
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
        mask = capacity - 1;
        slots = new int[capacity];
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
        int slot = hash(keys, offsets[index], length) & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = index + 1;
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
        int slot = hash(bytes, offset, length) & mask;
        while (slots[slot] != 0) {
            final int index = slots[slot] - 1;
            if (isKey(index, bytes, offset, length)) {
                return index;
            }
            slot = (slot + 1) & mask;
        }
        return MISSING;
    }

    private boolean isKey(final int index, final byte[] bytes, final int offset, final int length) {
        final int start = offsets[index];
        if (offsets[index + 1] - start != length) {
            return false;
        }
        int i = 0;
        for (; length - i >= Long.BYTES; i += Long.BYTES) {
            if (LittleEndian.get(keys, start + i) != LittleEndian.get(bytes, offset + i)) {
                return false;
            }
        }
        return LittleEndian.getTail(keys, start + i, length - i) == LittleEndian.getTail(bytes, offset + i, length - i);
    }

    // Folds eight bytes at a time; mixes the high bits down, since the low ones choose the slot. Keys come from a table
    // that its owner wrote, so nobody gains by aiming collisions; a request can only look up, never insert.
    private static int hash(final byte[] bytes, final int offset, final int length) {
        long hash = length * MULTIPLIER;
        int i = 0;
        for (; length - i >= Long.BYTES; i += Long.BYTES) {
            hash = (hash ^ LittleEndian.get(bytes, offset + i)) * MULTIPLIER;
            hash ^= hash >>> 32;
        }
        hash = (hash ^ LittleEndian.getTail(bytes, offset + i, length - i)) * MULTIPLIER;
        return (int) ((hash >>> 32) ^ (hash >>> 15));
    }
}
