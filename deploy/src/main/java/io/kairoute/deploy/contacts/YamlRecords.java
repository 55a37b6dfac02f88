package io.kairoute.deploy.contacts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.kairoute.deploy.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a YAML file into records that check themselves. */
public final class YamlRecords {
    private static final ObjectMapper MAPPER = new ObjectMapper(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private YamlRecords() {}

    /**
     * Reads one file.
     *
     * @throws Refusal when it cannot be read or is wrong, with line and column
     */
    public static <T> T read(final Path file, final Class<T> type) {
        final String text = text(file);
        final @Nullable T read;
        try {
            read = text.isBlank() ? null : MAPPER.readValue(text, type);
        } catch (final JsonProcessingException e) {
            throw new Refusal(new YamlFault(MAPPER, text, e).sentence(file), e);
        }
        if (read == null) {
            throw new Refusal(file + " is empty.");
        }
        return read;
    }

    private static String text(final Path file) {
        try {
            return Files.readString(file);
        } catch (final NoSuchFileException e) {
            throw new Refusal(file + " does not exist.", e);
        } catch (final IOException e) {
            throw new Refusal(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
