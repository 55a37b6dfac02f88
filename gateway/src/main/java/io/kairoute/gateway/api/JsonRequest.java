package io.kairoute.gateway.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.Code;
import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.MultiMap;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts a request message together from the path, the query and the JSON body of a plain HTTP request.
 *
 * <p>Strict, unlike routing: an unknown field or parameter is refused, since on this side a misspelled name would do something
 * else than its author meant.
 */
final class JsonRequest {
    private static final JsonFormat.Parser JSON = JsonFormat.parser();
    private static final String UNKNOWN_FIELD = "Cannot find field: ";

    /**
     * What became of a request. Immutable.
     *
     * @param message the request message; null when refused
     * @param refusal why there is none; null when there is one
     */
    record Read(@Nullable Message message, @Nullable Refusal refusal) {}

    private JsonRequest() {}

    /** Reads a request. */
    static Read read(final JsonRoute.Found found, final MultiMap query, final byte[] body) {
        final Message prototype = found.route().binding().prototype();
        final Message.Builder into = prototype.newBuilderForType();
        final Message.Builder fromPath = prototype.newBuilderForType();
        Refusal refusal = body(found.route().bodyField(), body, into);
        if (refusal == null) {
            refusal = merge(json(query), into, "The query");
        }
        if (refusal == null) {
            refusal = merge(json(found.variables()), fromPath, "The path");
        }
        if (refusal == null) {
            refusal = lay(fromPath, into);
        }
        return refusal == null ? new Read(into.build(), null) : new Read(null, refusal);
    }

    private static @Nullable Refusal body(final String field, final byte[] body, final Message.Builder into) {
        if (body.length == 0) {
            return null;
        }
        if (field.isEmpty()) {
            return malformed("This path takes no body.");
        }
        final FieldDescriptor target = into.getDescriptorForType().findFieldByName(field);
        final boolean isNested = target != null && target.getJavaType() == JavaType.MESSAGE && !target.isRepeated();
        try {
            final String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return merge(text, isNested ? into.getFieldBuilder(target) : into, "The body");
        } catch (final CharacterCodingException e) {
            return malformed("The body is not UTF-8.");
        }
    }

    private static @Nullable Refusal merge(final String json, final Message.Builder into, final String what) {
        try {
            JSON.merge(json, into);
            return null;
        } catch (final InvalidProtocolBufferException e) {
            return malformed(sentence(what, String.valueOf(e.getMessage())));
        }
    }

    /** The parser's words quote the body, which may hold what no log should; only the name of a field is passed on. */
    private static String sentence(final String what, final String message) {
        if (!message.startsWith(UNKNOWN_FIELD)) {
            return what + " does not fit this method's request; the proto file says what it may hold.";
        }
        final String name = message.substring(UNKNOWN_FIELD.length()).split(" ", 2)[0];
        final boolean isName = name.matches("[A-Za-z0-9_]{1,64}");
        return what + " names a field " + (isName ? name + " " : "") + "that the proto file does not know.";
    }

    private static String json(final MultiMap query) {
        final ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (final String name : query.names()) {
            final List<String> values = query.getAll(name);
            if (values.size() == 1) {
                object.put(name, values.get(0));
            } else {
                final ArrayNode array = object.putArray(name);
                values.forEach(array::add);
            }
        }
        return object.toString();
    }

    private static String json(final Map<String, String> variables) {
        final ObjectNode object = JsonNodeFactory.instance.objectNode();
        variables.forEach(object::put);
        return object.toString();
    }

    /** Lays what the path says over the rest, which may not say otherwise. */
    private static @Nullable Refusal lay(final Message.Builder fromPath, final Message.Builder into) {
        for (final Map.Entry<FieldDescriptor, Object> set :
                fromPath.getAllFields().entrySet()) {
            final FieldDescriptor field = set.getKey();
            final Object before = into.getField(field);
            if (!before.equals(field.getDefaultValue()) && !before.equals(set.getValue())) {
                return malformed("The field " + field.getName() + " says something else than the path.");
            }
            into.setField(field, set.getValue());
        }
        return null;
    }

    private static Refusal malformed(final String what) {
        return Refusal.of(Code.INVALID_ARGUMENT, "MALFORMED_BODY", what);
    }
}
