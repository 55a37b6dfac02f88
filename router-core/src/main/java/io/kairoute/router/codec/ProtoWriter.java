package io.kairoute.router.codec;

import io.kairoute.router.key.LittleEndian;

/**
 * Writes the protobuf wire format into an array; a value of 0 and an empty string are not sent.
 *
 * <p>Every step takes where it starts and gives where it ended, so that the end is a local of whoever writes a message. A step
 * may write up to {@link PiecePool#SLACK} bytes behind its end, which the next one overwrites.
 */
public final class ProtoWriter {
    private static final int CONTINUE = ProtoReader.CONTINUE;
    // Numbers below take up to four bytes.
    private static final long SHORT_NUMBERS = 1L << (4 * ProtoReader.PAYLOAD_BITS);
    private static final int FIRST_TWO_BYTE_TAG = 16;
    private static final int NINTHS_OF_64 = 9 * Integer.SIZE + 64;

    private ProtoWriter() {}

    /** A number; nothing for 0. */
    public static int number(final byte[] into, final int at, final int field, final long value) {
        return value == 0 ? at : presentNumber(into, at, field, value);
    }

    /** A number that is nearly always below 128, so that one comparison is cheaper than to count its bytes. */
    public static int smallNumber(final byte[] into, final int at, final int field, final long value) {
        if (value <= 0 || value >= CONTINUE) {
            return number(into, at, field, value);
        }
        final int tagLength = tagLength(field);
        LittleEndian.put(into, at, tagWord(field, ProtoReader.WIRE_VARINT) | value << (tagLength * Byte.SIZE));
        return at + tagLength + 1;
    }

    /** A number, also where it is 0. */
    public static int presentNumber(final byte[] into, final int at, final int field, final long value) {
        if ((value & -SHORT_NUMBERS) != 0) {
            return varint(into, tag(into, at, field, ProtoReader.WIRE_VARINT), value);
        }
        // Tag and number are written in one step of eight bytes. A branch on the length would often be predicted
        // wrongly.
        final int number = (int) value;
        final int length = varintLength(number);
        final int spread =
                (number & 0x7F) | (number & 0x3F80) << 1 | (number & 0x1F_C000) << 2 | (number & 0xFE0_0000) << 3;
        final int continued = 0x8080_8080 & (int) ((1L << ((length - 1) * Byte.SIZE)) - 1);
        final int tagLength = tagLength(field);
        LittleEndian.put(
                into,
                at,
                tagWord(field, ProtoReader.WIRE_VARINT)
                        | ((spread | continued) & 0xFFFF_FFFFL) << (tagLength * Byte.SIZE));
        return at + tagLength + length;
    }

    /** A field of bytes; nothing where there are none. */
    public static int bytes(
            final byte[] into, final int at, final int field, final byte[] source, final int offset, final int length) {
        if (length == 0) {
            return at;
        }
        final int from = head(into, at, field, length);
        if (offset + length + PiecePool.SLACK <= source.length) {
            PiecePool.copy(source, offset, into, from, length);
        } else {
            System.arraycopy(source, offset, into, from, length);
        }
        return from + length;
    }

    /** What stands before the bytes of a field. */
    public static int head(final byte[] into, final int at, final int field, final int length) {
        return varint(into, tag(into, at, field, ProtoReader.WIRE_BYTES), length);
    }

    private static int tag(final byte[] into, final int at, final int field, final int wireType) {
        LittleEndian.putShort(into, at, (short) tagWord(field, wireType));
        return at + tagLength(field);
    }

    private static int tagLength(final int field) {
        return field < FIRST_TWO_BYTE_TAG ? 1 : 2;
    }

    private static long tagWord(final int field, final int wireType) {
        final int tag = ProtoReader.tagOf(field, wireType);
        return field < FIRST_TWO_BYTE_TAG
                ? tag
                : (tag & ProtoReader.PAYLOAD) | CONTINUE | tag >>> ProtoReader.PAYLOAD_BITS << Byte.SIZE;
    }

    /** A number in as many bytes as it needs, up to ten. */
    static int varint(final byte[] into, final int at, final long value) {
        int end = at;
        long left = value;
        while ((left & -CONTINUE) != 0) {
            into[end++] = (byte) (left | CONTINUE);
            left >>>= ProtoReader.PAYLOAD_BITS;
        }
        into[end++] = (byte) left;
        return end;
    }

    /** Bytes that a varint of this value takes. */
    public static int varintLength(final int value) {
        // One byte for each seven bits up to the highest one. For 32 bits, 9/64 is close enough to 1/7.
        return (NINTHS_OF_64 - 9 * Integer.numberOfLeadingZeros(value | 1)) >>> 6;
    }
}
