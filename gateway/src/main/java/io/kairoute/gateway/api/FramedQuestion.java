package io.kairoute.gateway.api;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.WireFormat;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.UnaryBody;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/**
 * A question in a gRPC frame. Immutable.
 *
 * @param frame prefix and message, which nobody changes any more
 */
record FramedQuestion(Method method, Buffer frame) implements Question {
    private static final int FIRST_BYTES = 256;

    @Override
    public int bytes() {
        return frame.length();
    }

    /** Our proto files have the tenant as a message's first field, and writers go by numbers. */
    @Override
    public String tenantAtFirstSight() {
        final FieldDescriptor field = method.tenantField();
        if (field == null) {
            return "";
        }
        final int end = Math.min(frame.length(), UnaryBody.PREFIX_BYTES + FIRST_BYTES);
        final CodedInputStream first = CodedInputStream.newInstance(frame.getBytes(UnaryBody.PREFIX_BYTES, end));
        try {
            final int tag = first.readTag();
            final boolean isTenant = WireFormat.getTagFieldNumber(tag) == field.getNumber()
                    && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
            return isTenant ? first.readString() : "";
        } catch (final IOException e) {
            // No tenant has so long a name, or parsing will say what is wrong.
            return "";
        }
    }

    @Override
    public Message parse() {
        try {
            return method.prototype()
                    .getParserForType()
                    .parseFrom(frame.getBytes(UnaryBody.PREFIX_BYTES, frame.length()));
        } catch (final InvalidProtocolBufferException e) {
            throw AdminRefused.because(Refusal.malformed(""));
        }
    }
}
