package io.kairoute.router.codec;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.util.Arrays;

/**
 * Looks for what protobuf-java lets pass and the router refuses: groups, varints whose tenth byte goes on, and tags of more
 * than 32 bits.
 *
 * <p>To be asked only about bytes that protobuf-java could parse.
 */
public final class StrictWire {
    private static final int MAX_VARINT_BYTES = 10;

    private final byte[] bytes;
    private int position;

    private StrictWire(final byte[] bytes) {
        this.bytes = bytes;
    }

    /** True when a message of a type holds none of these. */
    public static boolean isStrict(final byte[] message, final Descriptor type) {
        return new StrictWire(message).message(type);
    }

    private boolean message(final Descriptor type) {
        while (position < bytes.length) {
            final long tag = varint();
            if (tag >>> Integer.SIZE != 0 || !field(type.findFieldByNumber((int) tag >>> 3), (int) tag & 7)) {
                return false;
            }
        }
        return true;
    }

    private boolean field(final FieldDescriptor field, final int wireType) {
        switch (wireType) {
            case 0 -> {
                final int start = position;
                varint();
                return position - start <= MAX_VARINT_BYTES && bytes[position - 1] >= 0;
            }
            case 1 -> position += 8;
            case 2 -> {
                final int length = (int) varint();
                final byte[] inner = Arrays.copyOfRange(bytes, position, position + length);
                position += length;
                return field == null
                        || field.getJavaType() != JavaType.MESSAGE
                        || isStrict(inner, field.getMessageType());
            }
            case 5 -> position += 4;
            default -> {
                return false;
            }
        }
        return true;
    }

    private long varint() {
        long value = 0;
        for (int i = 0; i < MAX_VARINT_BYTES; i++) {
            final byte next = bytes[position++];
            value |= (next & 0x7fL) << (7 * i);
            if (next >= 0) {
                break;
            }
        }
        return value;
    }
}
