package io.kairoute.gateway.json;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds a message's field by the proto file's name or by proto3 JSON's camel-case one. Thread-safe. */
final class FieldNames {
    private final Map<Descriptor, Map<String, FieldDescriptor>> byMessage = new ConcurrentHashMap<>();

    @Nullable
    FieldDescriptor field(final Descriptor message, final String name) {
        return byMessage.computeIfAbsent(message, FieldNames::names).get(name);
    }

    /** The names of the proto file. */
    List<String> of(final Descriptor message) {
        return message.getFields().stream().map(FieldDescriptor::getName).toList();
    }

    private static Map<String, FieldDescriptor> names(final Descriptor message) {
        final Map<String, FieldDescriptor> names = new HashMap<>();
        for (final FieldDescriptor field : message.getFields()) {
            names.put(field.getName(), field);
            names.put(field.getJsonName(), field);
        }
        return names;
    }
}
