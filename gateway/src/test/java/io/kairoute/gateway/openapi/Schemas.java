package io.kairoute.gateway.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.api.FieldBehavior;
import com.google.api.FieldBehaviorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Timestamp;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The messages as schemas of JSON, each once; proto3 JSON as the gateway reads and writes it. */
final class Schemas {
    private static final String TIMESTAMP = Timestamp.getDescriptor().getFullName();

    private final CommentedProtos protos;
    private final Map<String, ObjectNode> byName = new TreeMap<>();
    private final Set<String> ambiguous = new HashSet<>();

    Schemas(final CommentedProtos protos) {
        this.protos = protos;
        final Map<String, String> seen = new HashMap<>();
        protos.files().forEach(file -> file.getMessageTypes().forEach(message -> {
            if (seen.put(message.getName(), file.getPackage()) != null) {
                ambiguous.add(message.getName());
            }
        }));
    }

    /** All schemas that were referred to. */
    Map<String, ObjectNode> all() {
        return byName;
    }

    /** A reference to a message. */
    ObjectNode of(final Descriptor message) {
        return of(message, Set.of());
    }

    /** A reference to a message of which some fields come in another way, such as in the path. */
    ObjectNode of(final Descriptor message, final Set<String> without) {
        final String name = name(message);
        if (!byName.containsKey(name)) {
            final ObjectNode schema = object("object");
            byName.put(name, schema);
            schema.put("description", protos.comment(message));
            final ObjectNode properties = JsonNodeFactory.instance.objectNode();
            for (final FieldDescriptor field : message.getFields()) {
                if (!without.contains(field.getName())) {
                    properties.set(field.getName(), of(field));
                    if (has(field, FieldBehavior.REQUIRED)) {
                        schema.withArrayProperty("required").add(field.getName());
                    }
                }
            }
            schema.set("properties", properties);
        }
        return JsonNodeFactory.instance.objectNode().put("$ref", "#/components/schemas/" + name);
    }

    /** The schema of one field, with its comment. */
    ObjectNode of(final FieldDescriptor field) {
        final ObjectNode value = bare(field);
        final ObjectNode described = value.has("$ref") ? JsonNodeFactory.instance.objectNode() : value;
        if (value.has("$ref")) {
            // Beside a reference nothing else is read.
            described.putArray("allOf").add(value);
        }
        if (has(field, FieldBehavior.OUTPUT_ONLY)) {
            described.put("readOnly", true);
        }
        return described.put("description", protos.comment(field));
    }

    private ObjectNode bare(final FieldDescriptor field) {
        if (field.isMapField()) {
            return (ObjectNode) object("object")
                    .set("additionalProperties", single(field.getMessageType().findFieldByNumber(2)));
        }
        return field.isRepeated() ? (ObjectNode) object("array").set("items", single(field)) : single(field);
    }

    /** The schema of one value of a field. */
    ObjectNode single(final FieldDescriptor field) {
        return switch (field.getType()) {
            case DOUBLE -> object("number").put("format", "double");
            case FLOAT -> object("number").put("format", "float");
            case BOOL -> object("boolean");
            case STRING -> object("string");
            case BYTES -> object("string").put("format", "byte");
            case INT32, SINT32, SFIXED32 -> object("integer").put("format", "int32");
            case UINT32, FIXED32 -> object("integer").put("format", "int64").put("minimum", 0);
            case INT64, SINT64, SFIXED64 -> object("string").put("format", "int64");
            case UINT64, FIXED64 -> object("string").put("format", "uint64");
            case ENUM -> words(field);
            case MESSAGE, GROUP ->
                field.getMessageType().getFullName().equals(TIMESTAMP)
                        ? object("string").put("format", "date-time")
                        : of(field.getMessageType());
        };
    }

    private static ObjectNode words(final FieldDescriptor field) {
        final ObjectNode words = object("string");
        for (final EnumValueDescriptor value : field.getEnumType().getValues()) {
            words.withArrayProperty("enum").add(value.getName());
        }
        return words;
    }

    private String name(final Descriptor message) {
        final String word = message.getFile().getPackage().split("\\.", -1)[1];
        return ambiguous.contains(message.getName())
                ? Character.toUpperCase(word.charAt(0)) + word.substring(1) + message.getName()
                : message.getName();
    }

    static boolean has(final FieldDescriptor field, final FieldBehavior behavior) {
        return field.getOptions().getExtension(FieldBehaviorProto.fieldBehavior).contains(behavior);
    }

    static ObjectNode object(final String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }
}
