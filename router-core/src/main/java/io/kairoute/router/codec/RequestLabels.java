package io.kairoute.router.codec;

import io.kairoute.router.Limits;
import io.kairoute.router.RouteStatus;

/**
 * The labels of one request: a map, of which each entry is a message. Of two entries with one name the later counts, in the place
 * of the earlier.
 *
 * <p>Offsets count in the request's array. Thread-confined: owned by its flyweight.
 */
public final class RequestLabels {
    private static final int NAME = 1;
    private static final int VALUE = 2;

    // Of each label its name, then its value.
    private final int[] offsets = new int[2 * Limits.LABELS];
    private final int[] lengths = new int[2 * Limits.LABELS];
    private int count;

    // Of the entry that is read.
    private int nameOffset;
    private int nameLength;
    private int valueOffset;
    private int valueLength;
    private int status;

    RequestLabels() {}

    void reset() {
        count = 0;
    }

    /**
     * Reads one entry. What an entry says twice is checked twice, though only the later counts: so do the generated messages.
     *
     * @return 0, or the first {@link RouteStatus} that refuses it
     */
    int read(final ProtoReader entry, final byte[] bytes, final int offset, final int length) {
        nameOffset = offset;
        nameLength = 0;
        valueOffset = offset;
        valueLength = 0;
        status = 0;
        entry.wrap(bytes, offset, length);
        while (entry.hasNext()) {
            final int tag = entry.readTag();
            if (tag == ProtoReader.tagOf(NAME, ProtoReader.WIRE_BYTES)) {
                readName(entry, bytes);
            } else if (tag == ProtoReader.tagOf(VALUE, ProtoReader.WIRE_BYTES)) {
                readValue(entry, bytes);
            } else {
                entry.skip(ProtoReader.wireTypeOf(tag));
            }
        }
        if (entry.isMalformed()) {
            refuse(RouteStatus.MALFORMED);
        }
        return status == 0 ? put(bytes) : status;
    }

    private void readName(final ProtoReader entry, final byte[] bytes) {
        final int length = entry.readLength();
        final int offset = entry.position();
        entry.advance(length);
        if (isGood(entry, bytes, offset, length, Limits.LABEL_NAME_BYTES)) {
            nameOffset = offset;
            nameLength = length;
        }
    }

    private void readValue(final ProtoReader entry, final byte[] bytes) {
        final int length = entry.readLength();
        final int offset = entry.position();
        entry.advance(length);
        if (isGood(entry, bytes, offset, length, Limits.LABEL_VALUE_BYTES)) {
            valueOffset = offset;
            valueLength = length;
        }
    }

    private boolean isGood(
            final ProtoReader entry, final byte[] bytes, final int offset, final int length, final int limit) {
        if (entry.isMalformed()) {
            return false;
        }
        final int fault = StringLimits.fault(bytes, offset, length, limit);
        refuse(fault);
        return fault == 0;
    }

    private void refuse(final int fault) {
        if (status == 0) {
            status = fault;
        }
    }

    private int put(final byte[] bytes) {
        int slot = find(bytes);
        if (slot < 0) {
            if (count == Limits.LABELS) {
                return RouteStatus.LIMIT_EXCEEDED;
            }
            slot = 2 * count++;
        }
        offsets[slot] = nameOffset;
        lengths[slot] = nameLength;
        offsets[slot + 1] = valueOffset;
        lengths[slot + 1] = valueLength;
        return 0;
    }

    private int find(final byte[] bytes) {
        for (int slot = 0; slot < 2 * count; slot += 2) {
            if (lengths[slot] == nameLength && isSame(bytes, offsets[slot], nameOffset, nameLength)) {
                return slot;
            }
        }
        return -1;
    }

    private static boolean isSame(final byte[] bytes, final int left, final int right, final int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[left + i] != bytes[right + i]) {
                return false;
            }
        }
        return true;
    }

    /** How many labels there are, of distinct names. */
    public int count() {
        return count;
    }

    /** Where a label's name starts. */
    public int nameOffset(final int index) {
        return offsets[2 * index];
    }

    /** The bytes of a label's name. */
    public int nameLength(final int index) {
        return lengths[2 * index];
    }

    /** Where a label's value starts. */
    public int valueOffset(final int index) {
        return offsets[2 * index + 1];
    }

    /** The bytes of a label's value. */
    public int valueLength(final int index) {
        return lengths[2 * index + 1];
    }
}
