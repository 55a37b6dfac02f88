package io.kairoute.router.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Encodes small protobuf messages ahead of time; an empty string is not written. Single-threaded; compile time only. */
public final class MessageBytes {
    private static final int LONGEST_NUMBER = 10;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final byte[] number = new byte[LONGEST_NUMBER];

    /** Adds a string field. */
    public MessageBytes string(final int field, final String value) {
        return value.isEmpty() ? this : message(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a field of bytes, or of a message that is encoded already. */
    public MessageBytes message(final int field, final byte[] encoded) {
        varint(ProtoReader.tagOf(field, ProtoReader.WIRE_BYTES));
        varint(encoded.length);
        bytes.writeBytes(encoded);
        return this;
    }

    /** Adds a number field, 0 included. */
    public MessageBytes number(final int field, final long value) {
        varint(ProtoReader.tagOf(field, ProtoReader.WIRE_VARINT));
        varint(value);
        return this;
    }

    /** Adds a field of eight bytes, such as a double's bits. */
    public MessageBytes fixed64(final int field, final long bits) {
        varint(ProtoReader.tagOf(field, ProtoReader.WIRE_FIXED64));
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            bytes.write((int) (bits >>> shift));
        }
        return this;
    }

    private void varint(final long value) {
        bytes.write(number, 0, ProtoWriter.varint(number, 0, value));
    }

    /** What was written so far. */
    public byte[] toBytes() {
        return bytes.toByteArray();
    }
}
