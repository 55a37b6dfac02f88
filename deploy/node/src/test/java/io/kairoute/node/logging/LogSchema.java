package io.kairoute.node.logging;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;

/** Holds lines against docs/log-line.schema.json, as far as it goes: names, types, what must be there, words. */
public final class LogSchema {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LogSchema() {}

    /** Asserts that a line is one that the schema describes; returns it. */
    public static JsonNode assertFits(final String line) throws IOException {
        final JsonNode read = JSON.readTree(line);
        assertFits(
                line,
                read,
                JSON.readTree(Path.of("../../docs/log-line.schema.json").toFile()));
        return read;
    }

    private static void assertFits(final String line, final JsonNode value, final JsonNode schema) {
        if (schema.has("enum")) {
            boolean isOne = false;
            for (final JsonNode word : schema.get("enum")) {
                isOne |= word.equals(value);
            }
            assertTrue(isOne, line);
        } else if (schema.get("type").asText().equals("string")) {
            assertTrue(value.isTextual(), line);
            assertTrue(value.asText().length() <= schema.path("maxLength").asInt(Integer.MAX_VALUE), line);
        } else {
            assertTrue(
                    value.isObject()
                            && value.size() >= schema.path("minProperties").asInt(),
                    line);
            schema.path("required").forEach(name -> assertTrue(value.has(name.asText()), line));
            value.properties().forEach(member -> {
                final JsonNode named = schema.path("properties").path(member.getKey());
                final JsonNode described = named.isMissingNode() ? schema.get("additionalProperties") : named;
                assertTrue(described.isObject(), line + " has " + member.getKey());
                assertFits(line, member.getValue(), described);
            });
        }
    }
}
