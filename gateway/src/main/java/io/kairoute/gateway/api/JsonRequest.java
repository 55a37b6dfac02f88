package io.kairoute.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import io.kairoute.gateway.json.JsonMessageReader;
import io.kairoute.gateway.json.JsonRefused;
import io.kairoute.gateway.wire.ContentTypes;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A question put together from the path, the query and the JSON body of a plain HTTP request. Immutable.
 *
 * <p>Strict, unlike routing: an unknown field or parameter is refused, since on this side a misspelled name would do something
 * else than its author meant.
 *
 * @param query what the query says, as JSON; empty where it says nothing
 * @param body what the body is, which nobody changes any more
 * @param lines the list that the body's lines fill, one item each; empty where the body is one object
 */
record JsonRequest(JsonRoute.Found found, Buffer query, Buffer body, String lines) implements Question {
    private static final int MOST_NESTED = 8;
    private static final JsonMessageReader BODY = JsonMessageReader.strict("The body");
    private static final JsonMessageReader LINE = JsonMessageReader.strict("It");
    private static final JsonMessageReader QUERY = JsonMessageReader.strict("The query");
    private static final JsonMessageReader PATH = JsonMessageReader.strict("The path");

    /**
     * The question of a request.
     *
     * @throws AdminRefused when its query cannot be read
     */
    static JsonRequest of(final JsonRoute.Found found, final HttpServerRequest request, final Buffer body) {
        try {
            final MultiMap query = query(request);
            final Method method = found.route().binding().method();
            return new JsonRequest(
                    found,
                    query.isEmpty() ? Buffer.buffer() : Buffer.buffer(json(query)),
                    body,
                    ContentTypes.isJsonLines(request.getHeader(HttpHeaders.CONTENT_TYPE))
                            ? method.rule().getLines()
                            : "");
        } catch (final JsonRefused e) {
            throw AdminRefused.because(e.refusal());
        }
    }

    @Override
    public int bytes() {
        return body.length();
    }

    @Override
    public String tenantAtFirstSight() {
        return found.variables().getOrDefault("tenant", "");
    }

    @Override
    public Message parse() {
        final Message prototype = found.route().binding().method().prototype();
        final Message.Builder into = prototype.newBuilderForType();
        final Message.Builder fromPath = prototype.newBuilderForType();
        try {
            if (lines.isEmpty()) {
                body(found.route().bodyField(), body.getBytes(), into);
            } else {
                lines(into.getDescriptorForType().findFieldByName(lines), body.getBytes(), into);
            }
            if (query.length() > 0) {
                QUERY.read(query.getBytes(), into);
            }
            PATH.read(json(found.variables()), fromPath);
            lay(fromPath, into);
        } catch (final JsonRefused e) {
            throw AdminRefused.because(e.refusal());
        }
        return into.build();
    }

    private static void body(final String field, final byte[] body, final Message.Builder into) throws JsonRefused {
        if (body.length == 0) {
            return;
        }
        if (field.isEmpty()) {
            throw JsonRefused.malformed("This path takes no body.");
        }
        final FieldDescriptor target = into.getDescriptorForType().findFieldByName(field);
        final boolean isNested = target != null && target.getJavaType() == JavaType.MESSAGE && !target.isRepeated();
        BODY.read(body, isNested ? into.getFieldBuilder(target) : into);
    }

    /** Reads an item for each line; an empty line is none. */
    private static void lines(final FieldDescriptor list, final byte[] body, final Message.Builder into)
            throws JsonRefused {
        int from = 0;
        int number = 0;
        for (int end = 0; end <= body.length; end++) {
            if (end == body.length || body[end] == '\n') {
                final byte[] line = Arrays.copyOfRange(body, from, end);
                from = end + 1;
                number++;
                if (!isBlank(line)) {
                    into.addRepeatedField(list, item(line, number, into.newBuilderForField(list)));
                }
            }
        }
    }

    private static Message item(final byte[] line, final int number, final Message.Builder item) throws JsonRefused {
        try {
            LINE.read(line, item);
            return item.build();
        } catch (final JsonRefused e) {
            throw e.inLine(number);
        }
    }

    private static boolean isBlank(final byte[] line) {
        for (final byte one : line) {
            if (one != ' ' && one != '\t' && one != '\r') {
                return false;
            }
        }
        return true;
    }

    private static MultiMap query(final HttpServerRequest request) throws JsonRefused {
        try {
            return request.params();
        } catch (final IllegalArgumentException e) {
            throw JsonRefused.malformed(
                    "The query holds an escape that is not % and two hexadecimal digits, or too many parameters.");
        }
    }

    private static byte[] json(final MultiMap query) throws JsonRefused {
        final ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (final String name : query.names()) {
            final List<String> values = query.getAll(name);
            final String[] path = name.split("\\.", MOST_NESTED + 1);
            final String last = path[path.length - 1];
            final ObjectNode target = nested(object, path);
            if (target.has(last)) {
                throw JsonRefused.malformed("The query says the same field twice.");
            }
            if (values.size() == 1) {
                target.put(last, values.get(0));
            } else {
                final ArrayNode array = target.putArray(last);
                values.forEach(array::add);
            }
        }
        return object.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The object that the last part of a name such as {@code head.file_name} belongs into. */
    private static ObjectNode nested(final ObjectNode object, final String[] path) throws JsonRefused {
        ObjectNode target = object;
        for (int i = 0; i < path.length - 1; i++) {
            final JsonNode next = target.get(path[i]);
            if (next == null) {
                target = target.putObject(path[i]);
            } else if (next instanceof ObjectNode deeper) {
                target = deeper;
            } else {
                throw JsonRefused.malformed("The query says the same field twice.");
            }
        }
        return target;
    }

    private static byte[] json(final Map<String, String> variables) {
        final ObjectNode object = JsonNodeFactory.instance.objectNode();
        variables.forEach(object::put);
        return object.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Lays what the path says over the rest, which may not say otherwise. */
    private static void lay(final Message.Builder fromPath, final Message.Builder into) throws JsonRefused {
        for (final Map.Entry<FieldDescriptor, Object> set :
                fromPath.getAllFields().entrySet()) {
            final FieldDescriptor field = set.getKey();
            final Object before = into.getField(field);
            if (!before.equals(field.getDefaultValue()) && !before.equals(set.getValue())) {
                throw JsonRefused.malformed("The field " + field.getName() + " says something else than the path.");
            }
            into.setField(field, set.getValue());
        }
    }
}
