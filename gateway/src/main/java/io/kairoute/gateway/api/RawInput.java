package io.kairoute.gateway.api;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import com.google.protobuf.UnsafeByteOperations;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the messages of an upload of a plain HTTP body: the first one is what path and query say, those after it carry the body
 * in the field that the proto file names.
 *
 * <p>Thread-confined: owned by its event loop.
 */
final class RawInput implements UploadInput {
    /** Each message goes from thread to thread, and what is read at once may be a few bytes. */
    private static final int FEWEST_IN_ONE = 64 * 1024;

    private static final int MOST_IN_ONE = 512 * 1024;

    private final FieldDescriptor bytesField;
    private final Message.Builder empty;
    private @Nullable Message first;
    private Buffer held = Buffer.buffer();

    private RawInput(final Message first, final FieldDescriptor bytesField) {
        this.first = first;
        this.bytesField = bytesField;
        this.empty = first.newBuilderForType();
    }

    /** Makes the input of a call whose path and query make its first message; {@code field} takes the body. */
    static RawInput of(final Message first, final String field) {
        final FieldDescriptor bytes = first.getDescriptorForType().findFieldByName(field);
        if (bytes == null || bytes.getJavaType() != JavaType.BYTE_STRING || bytes.isRepeated()) {
            throw new IllegalArgumentException("field=" + field + " takes no bytes");
        }
        return new RawInput(first, bytes);
    }

    @Override
    public void add(final Buffer bytes) {
        held.appendBuffer(bytes);
    }

    @Override
    public Next next(final boolean isBodyOver) {
        final Message begins = first;
        if (begins != null) {
            first = null;
            return new Next.Whole(begins);
        }
        if (held.length() == 0 || (held.length() < FEWEST_IN_ONE && !isBodyOver)) {
            return Next.NOTHING;
        }
        final int length = Math.min(held.length(), MOST_IN_ONE);
        final ByteString piece = UnsafeByteOperations.unsafeWrap(held.getBytes(0, length));
        held = held.getBuffer(length, held.length());
        return new Next.Whole(empty.clone().setField(bytesField, piece).build());
    }

    @Override
    public boolean isAtBoundary() {
        return held.length() == 0;
    }
}
