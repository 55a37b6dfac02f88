package io.kairoute.gateway.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.MapEntry;
import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Writes a message as proto3 JSON with the proto file's field names.
 *
 * <p>A field is always there, with its default when it was not set, unless absence means something: messages and optional
 * fields are left out when absent. Thread-safe.
 */
public final class JsonMessageWriter {
    private static final int USUAL_BYTES = 1024;

    private final JsonFactory factory = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    /** The JSON of a message, in UTF-8. */
    public byte[] write(final Message message) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator json = factory.createGenerator(out)) {
            object(json, message);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void object(final JsonGenerator json, final Message message) throws IOException {
        json.writeStartObject();
        for (final FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (!field.hasPresence() || message.hasField(field)) {
                json.writeFieldName(field.getName());
                field(json, field, message.getField(field));
            }
        }
        json.writeEndObject();
    }

    private static void field(final JsonGenerator json, final FieldDescriptor field, final Object value)
            throws IOException {
        if (field.isMapField()) {
            json.writeStartObject();
            for (final Object entry : (List<?>) value) {
                final MapEntry<?, ?> pair = (MapEntry<?, ?>) entry;
                json.writeFieldName(String.valueOf(pair.getKey()));
                scalar(json, field.getMessageType().findFieldByNumber(2), pair.getValue());
            }
            json.writeEndObject();
        } else if (field.isRepeated()) {
            json.writeStartArray();
            for (final Object item : (List<?>) value) {
                scalar(json, field, item);
            }
            json.writeEndArray();
        } else {
            scalar(json, field, value);
        }
    }

    private static void scalar(final JsonGenerator json, final FieldDescriptor field, final Object value)
            throws IOException {
        switch (field.getJavaType()) {
            case MESSAGE -> object(json, (Message) value);
            case ENUM -> json.writeString(((EnumValueDescriptor) value).getName());
            case BOOLEAN -> json.writeBoolean((Boolean) value);
            case DOUBLE -> json.writeNumber((Double) value);
            case FLOAT -> json.writeNumber((Float) value);
            case INT -> json.writeNumber(isUnsigned(field) ? Integer.toUnsignedLong((Integer) value) : (Integer) value);
            case LONG ->
                json.writeString(isUnsigned(field) ? Long.toUnsignedString((Long) value) : Long.toString((Long) value));
            default -> json.writeString(String.valueOf(value));
        }
    }

    private static boolean isUnsigned(final FieldDescriptor field) {
        return switch (field.getType()) {
            case UINT32, FIXED32, UINT64, FIXED64 -> true;
            default -> false;
        };
    }
}
