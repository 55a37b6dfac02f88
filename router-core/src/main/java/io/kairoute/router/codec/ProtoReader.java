package io.kairoute.router.codec;

import io.kairoute.router.key.LittleEndian;

/**
 * A cursor over the protobuf wire format that never throws and never reads outside its bounds.
 *
 * <p>A read past the end, an over-long varint or a wire type that is not ours sets {@link #isMalformed()} and moves the
 * cursor to the end, so that a caller may check once per field. Thread-confined: owned by its flyweight.
 */
public final class ProtoReader {
    static final int WIRE_VARINT = 0;
    static final int WIRE_FIXED64 = 1;
    /** The wire type of what has a length. */
    public static final int WIRE_BYTES = 2;

    static final int WIRE_FIXED32 = 5;

    /** The bit of a byte of a varint that says that more follow; lengths below it take one byte. */
    public static final int CONTINUE = 0x80;
    /** The bits of a byte of a varint that count. */
    static final int PAYLOAD = 0x7F;
    /** How many they are. */
    static final int PAYLOAD_BITS = 7;

    private static final int TAG_TYPE_BITS = 3;
    private static final int TAG_TYPE_MASK = (1 << TAG_TYPE_BITS) - 1;
    private static final int MAX_VARINT_SHIFT = 63;

    private byte[] bytes = {};
    private int position;
    private int limit;
    private boolean malformed;

    ProtoReader wrap(final byte[] newBytes, final int offset, final int length) {
        // Nearly always the same, and a collector has to hear of every reference that is written.
        if (bytes != newBytes) {
            bytes = newBytes;
        }
        position = offset;
        limit = offset + length;
        malformed = false;
        return this;
    }

    boolean hasNext() {
        return position < limit;
    }

    boolean isMalformed() {
        return malformed;
    }

    int position() {
        return position;
    }

    /** Moves past bytes that {@link #readLength()} announced. */
    void advance(final int length) {
        position += length;
    }

    /** A tag; 0, which is none, when malformed. One of more than 32 bits is, too: cut off, it would name another field. */
    int readTag() {
        final long varint = readVarint();
        final int tag = (int) varint;
        if (fieldOf(tag) == 0 || varint >>> Integer.SIZE != 0) {
            return fail();
        }
        return tag;
    }

    static int fieldOf(final int tag) {
        return tag >>> TAG_TYPE_BITS;
    }

    static int wireTypeOf(final int tag) {
        return tag & TAG_TYPE_MASK;
    }

    /** The tag of a field. */
    public static int tagOf(final int field, final int wireType) {
        return field << TAG_TYPE_BITS | wireType;
    }

    /** A varint of up to ten bytes, all 64 bits of it. */
    long readVarint() {
        if (position < limit) {
            final byte first = bytes[position];
            if (first >= 0) {
                position++;
                return first;
            }
        }
        return readLongVarint();
    }

    private long readLongVarint() {
        long value = 0;
        for (int shift = 0; shift <= MAX_VARINT_SHIFT; shift += PAYLOAD_BITS) {
            if (position >= limit) {
                return fail();
            }
            final byte next = bytes[position++];
            value |= (long) (next & PAYLOAD) << shift;
            if (next >= 0) {
                return value;
            }
        }
        return fail();
    }

    /** The length of a field of bytes, all of them inside the bounds. */
    int readLength() {
        final int length = (int) readVarint();
        if (length < 0 || length > limit - position) {
            return fail();
        }
        return length;
    }

    long readFixed64() {
        if (limit - position < Long.BYTES) {
            return fail();
        }
        final long value = LittleEndian.get(bytes, position);
        position += Long.BYTES;
        return value;
    }

    /** Moves past a field that is not known. Groups are refused: nobody sends them any more, except to probe. */
    void skip(final int wireType) {
        switch (wireType) {
            case WIRE_VARINT -> readVarint();
            case WIRE_FIXED64 -> skipFixed(Long.BYTES);
            case WIRE_BYTES -> advance(readLength());
            case WIRE_FIXED32 -> skipFixed(Integer.BYTES);
            default -> fail();
        }
    }

    private void skipFixed(final int length) {
        if (limit - position < length) {
            fail();
        } else {
            position += length;
        }
    }

    private int fail() {
        malformed = true;
        position = limit;
        return 0;
    }
}
