package io.kairoute.gateway.control.call;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.Timestamps;
import io.kairoute.gateway.control.ControlRefusal;
import java.text.ParseException;
import java.util.Locale;
import java.util.Map;

/** Reads a request message from the path, the query and the JSON body of an HTTP request. Unknown fields are refused. */
final class JsonRequest {
    private static final JsonFormat.Parser PARSER = JsonFormat.parser();

    private JsonRequest() {}

    /** Takes the body's fields. */
    static void body(final Message.Builder message, final String json) {
        try {
            PARSER.merge(json.isBlank() ? "{}" : json, message);
        } catch (final InvalidProtocolBufferException e) {
            throw ControlRefusal.field(
                    "", "MALFORMED_BODY", "The body is not the JSON of this method: " + e.getMessage());
        }
    }

    /** Takes one value from the path or the query. */
    static void value(final Message.Builder message, final String name, final String value) {
        final FieldDescriptor field = message.getDescriptorForType()
                .findFieldByName(name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
        if (field == null || field.isRepeated()) {
            throw ControlRefusal.field(name, "UNKNOWN_FIELD", "This method has no parameter of the name " + name + ".");
        }
        try {
            message.setField(field, parsed(field, value));
        } catch (final IllegalArgumentException | ParseException e) {
            throw ControlRefusal.field(name, "MALFORMED_FIELD", "The parameter " + name + " cannot be read.");
        }
    }

    /** Takes every value of the query. */
    static void query(final Message.Builder message, final Iterable<Map.Entry<String, String>> query) {
        query.forEach(entry -> value(message, entry.getKey(), entry.getValue()));
    }

    private static Object parsed(final FieldDescriptor field, final String value) throws ParseException {
        return switch (field.getJavaType()) {
            case STRING -> value;
            case INT -> Integer.valueOf(value);
            case LONG -> Long.valueOf(value);
            case BOOLEAN -> truth(value);
            case MESSAGE -> timestamp(field, value);
            default -> throw new IllegalArgumentException(field.getFullName());
        };
    }

    private static Boolean truth(final String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException(value);
        }
        return Boolean.valueOf(value);
    }

    private static Timestamp timestamp(final FieldDescriptor field, final String value) throws ParseException {
        if (!field.getMessageType().equals(Timestamp.getDescriptor())) {
            throw new IllegalArgumentException(field.getFullName());
        }
        return Timestamps.parse(value);
    }
}
