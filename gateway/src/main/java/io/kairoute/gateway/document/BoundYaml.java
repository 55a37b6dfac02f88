package io.kairoute.gateway.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.jspecify.annotations.Nullable;

/** Reads a person's YAML into records that check themselves; what is wrong is told with line, column and key. */
public final class BoundYaml {
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private BoundYaml() {}

    /**
     * Reads the bytes of a file.
     *
     * @throws DocumentFault about the first thing that is wrong
     */
    public static <T> T read(final byte[] bytes, final Class<T> type) throws DocumentFault {
        final String text = PlainYaml.text(bytes);
        PlainYaml.check(text);
        final @Nullable T read;
        try {
            read = text.isBlank() || YAML.readTree(text).isEmpty() ? null : YAML.readValue(text, type);
        } catch (final JsonProcessingException e) {
            throw new BindingFault(YAML, text, e).told();
        }
        if (read == null) {
            throw new DocumentFault("the file is empty");
        }
        return read;
    }
}
