package io.kairoute.router.codec;

import io.kairoute.router.Limits;
import io.kairoute.router.key.LittleEndian;
import org.agrona.MutableDirectBuffer;

/**
 * A cursor that writes the protobuf wire format; a value of 0 and an empty string are not sent.
 *
 * <p>Thread-confined: owned by its flyweight.
 */
final class ProtoWriter {
    private static final int CONTINUE = 0x80;
    // Numbers below take up to four bytes.
    private static final long SHORT_NUMBERS = 1L << (4 * ProtoReader.PAYLOAD_BITS);
    private static final int FIRST_TWO_BYTE_TAG = 16;

    private final byte[] own = new byte[Limits.RESPONSE_ROOM];
    private byte[] bytes = own;
    private int start;
    private int position;

    /**
     * Begins a message: where it is wanted if that is an array with {@link Limits#RESPONSE_ROOM}, else in one of its own. What
     * counts is the buffer's room, which may be a part of the array's: what is behind it is somebody else's.
     */
    void begin(final MutableDirectBuffer buffer, final int offset) {
        final byte[] array = buffer.byteArray();
        final boolean hasRoom = array != null && buffer.capacity() - offset >= Limits.RESPONSE_ROOM;
        bytes = hasRoom ? array : own;
        start = hasRoom ? buffer.wrapAdjustment() + offset : 0;
        position = start;
    }

    /** Ends the message, which then is where it is wanted, and gives its length. */
    int end(final MutableDirectBuffer buffer, final int offset) {
        if (bytes == own) {
            buffer.putBytes(offset, own, 0, position);
        }
        return position - start;
    }

    void fragment(final FragmentPool pool, final int fragment) {
        position = pool.append(fragment, bytes, position);
    }

    void number(final int field, final long value) {
        if (value != 0) {
            presentNumber(field, value);
        }
    }

    // Tag and number in one step of eight bytes, of which those that count are known without a branch: how many bytes a
    // number takes is nothing that a processor foretells.
    void presentNumber(final int field, final long value) {
        if ((value & -SHORT_NUMBERS) != 0) {
            tag(field, ProtoReader.WIRE_VARINT);
            varint(value);
            return;
        }
        final int number = (int) value;
        final int length = varintLength(number);
        final int spread =
                (number & 0x7F) | (number & 0x3F80) << 1 | (number & 0x1F_C000) << 2 | (number & 0xFE0_0000) << 3;
        final int continued = 0x8080_8080 & (int) ((1L << ((length - 1) * Byte.SIZE)) - 1);
        final int tagLength = tagLength(field);
        LittleEndian.put(
                bytes,
                position,
                tagWord(field, ProtoReader.WIRE_VARINT)
                        | ((spread | continued) & 0xFFFF_FFFFL) << (tagLength * Byte.SIZE));
        position += tagLength + length;
    }

    void bytes(final int field, final byte[] source, final int offset, final int length) {
        if (length == 0) {
            return;
        }
        tag(field, ProtoReader.WIRE_BYTES);
        varint(length);
        if (offset + length + FragmentPool.SLACK <= source.length) {
            FragmentPool.copy(source, offset, bytes, position, length);
        } else {
            System.arraycopy(source, offset, bytes, position, length);
        }
        position += length;
    }

    void tag(final int field, final int wireType) {
        LittleEndian.putShort(bytes, position, (short) tagWord(field, wireType));
        position += tagLength(field);
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

    void varint(final long value) {
        long left = value;
        while ((left & -CONTINUE) != 0) {
            put((int) left | CONTINUE);
            left >>>= ProtoReader.PAYLOAD_BITS;
        }
        put((int) left);
    }

    void put(final int value) {
        bytes[position++] = (byte) value;
    }

    /** Bytes that a varint of this value takes. */
    static int varintLength(final int value) {
        // One byte for each seven bits that are left of the highest one.
        return (Integer.SIZE - 1 - Integer.numberOfLeadingZeros(value | 1)) / ProtoReader.PAYLOAD_BITS + 1;
    }
}
