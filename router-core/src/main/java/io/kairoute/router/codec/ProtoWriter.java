package io.kairoute.router.codec;

import io.kairoute.router.Limits;
import org.agrona.MutableDirectBuffer;

/**
 * A cursor that writes the protobuf wire format; a value of 0 and an empty string are not sent.
 *
 * <p>Thread-confined: owned by its flyweight.
 */
final class ProtoWriter {
    private static final int CONTINUE = 0x80;
    private static final int PAYLOAD_BITS = 7;
    private static final int FIRST_TWO_BYTE_TAG = 16;

    private final byte[] bytes = new byte[Limits.RESPONSE_BYTES + FragmentPool.SLACK];
    private int position;

    /** Begins a message. */
    void begin() {
        position = 0;
    }

    /** Copies the message to where it is wanted, and gives its length. */
    int copyTo(final MutableDirectBuffer buffer, final int offset) {
        buffer.putBytes(offset, bytes, 0, position);
        return position;
    }

    void fragment(final FragmentPool pool, final int fragment) {
        position = pool.append(fragment, bytes, position);
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

    /** Writes a field of bytes that their array goes on behind for {@link FragmentPool#SLACK} bytes. */
    void slackBytes(final int field, final byte[] source, final int offset, final int length) {
        if (length > 0) {
            tag(field, ProtoReader.WIRE_BYTES);
            varint(length);
            FragmentPool.copy(source, offset, bytes, position, length);
            position += length;
        }
    }

    void bytes(final int field, final byte[] source, final int offset, final int length) {
        if (length > 0) {
            tag(field, ProtoReader.WIRE_BYTES);
            varint(length);
            System.arraycopy(source, offset, bytes, position, length);
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
        bytes[position++] = (byte) value;
    }

    /** Bytes that a varint of this value takes. */
    static int varintLength(final int value) {
        return value < CONTINUE ? 1 : value < CONTINUE << PAYLOAD_BITS ? 2 : 3;
    }
}
