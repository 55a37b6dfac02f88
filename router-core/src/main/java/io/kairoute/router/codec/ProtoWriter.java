package io.kairoute.router.codec;

import io.kairoute.router.Limits;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A cursor that writes the protobuf wire format; a value of 0 and an empty string are not sent.
 *
 * <p>Thread-confined: owned by its flyweight.
 */
final class ProtoWriter {
    private static final int CONTINUE = 0x80;
    private static final int PAYLOAD_BITS = 7;
    private static final int FIRST_TWO_BYTE_TAG = 16;

    private MutableDirectBuffer buffer = new UnsafeBuffer(new byte[0]);
    private int position;

    ProtoWriter wrap(final MutableDirectBuffer newBuffer, final int offset) {
        newBuffer.boundsCheck(offset, Limits.RESPONSE_BYTES);
        buffer = newBuffer;
        position = offset;
        return this;
    }

    MutableDirectBuffer buffer() {
        return buffer;
    }

    int position() {
        return position;
    }

    void position(final int newPosition) {
        position = newPosition;
    }

    void fragment(final FragmentPool pool, final int fragment) {
        position = pool.append(fragment, buffer, position);
    }

    void number(final int field, final long value) {
        if (value != 0) {
            presentNumber(field, value);
        }
    }

    void presentNumber(final int field, final long value) {
        tag(field, ProtoReader.WIRE_VARINT);
        varint(value);
    }

    void bytes(final int field, final DirectBuffer source, final int offset, final int length) {
        if (length > 0) {
            tag(field, ProtoReader.WIRE_BYTES);
            varint(length);
            buffer.putBytes(position, source, offset, length);
            position += length;
        }
    }

    void tag(final int field, final int wireType) {
        final int tag = ProtoReader.tagOf(field, wireType);
        if (field < FIRST_TWO_BYTE_TAG) {
            put(tag);
        } else {
            put(tag | CONTINUE);
            put(tag >>> PAYLOAD_BITS);
        }
    }

    void varint(final long value) {
        long left = value;
        while ((left & -CONTINUE) != 0) {
            put((int) left | CONTINUE);
            left >>>= PAYLOAD_BITS;
        }
        put((int) left);
    }

    void put(final int value) {
        buffer.putByte(position++, (byte) value);
    }

    /** Bytes that a varint of this value takes. */
    static int varintLength(final int value) {
        return value < CONTINUE ? 1 : value < CONTINUE << PAYLOAD_BITS ? 2 : 3;
    }
}
