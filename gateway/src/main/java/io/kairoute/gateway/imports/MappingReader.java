package io.kairoute.gateway.imports;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads an {@link ImportMapping} from YAML; what is wrong is told with line, column and key. */
public final class MappingReader {
    private static final int MOST_BYTES = 1024 * 1024;

    private static final ObjectMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private MappingReader() {}

    /**
     * Reads a file.
     *
     * @throws ImportException when it cannot be read or is wrong
     */
    public static ImportMapping read(final Path file) {
        final byte[] bytes;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new ImportException(file + " has more than " + MOST_BYTES + " bytes: that is no mapping");
            }
            bytes = Files.readAllBytes(file);
        } catch (final NoSuchFileException e) {
            throw new ImportException(file + ": there is no such mapping file", e);
        } catch (final IOException e) {
            throw new ImportException(file + ": the mapping cannot be read: " + e.getMessage(), e);
        }
        return parse(file.toString(), bytes);
    }

    /**
     * Reads a mapping from its bytes.
     *
     * @param name what errors call it
     * @throws ImportException when it is wrong
     */
    public static ImportMapping parse(final String name, final byte[] bytes) {
        final String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (final CharacterCodingException e) {
            throw new ImportException(name + ": the mapping is not UTF-8", e);
        }
        try {
            refuseAliases(name, text);
            if (YAML.readTree(text).isEmpty()) {
                throw new ImportException(name + ": the mapping is empty");
            }
            return YAML.readValue(text, ImportMapping.class);
        } catch (final JsonProcessingException e) {
            throw new ImportException(name + sentence(text, e), e);
        }
    }

    private static void refuseAliases(final String name, final String text) throws JsonProcessingException {
        try (JsonParser parser = YAML.createParser(text)) {
            while (parser.nextToken() != null) {
                if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
                    throw new ImportException(
                            name + place(parser.currentTokenLocation()) + ": aliases are not taken, write it out");
                }
            }
        } catch (final JsonProcessingException e) {
            throw e;
        } catch (final IOException e) {
            throw new ImportException(name + ": the mapping cannot be read: " + e.getMessage(), e);
        }
    }

    private static String sentence(final String text, final JsonProcessingException e) {
        final Deque<String> path = new ArrayDeque<>();
        if (e instanceof JsonMappingException mapping) {
            for (final JsonMappingException.Reference step : mapping.getPath()) {
                path.add(step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName());
            }
        }
        final String reason = reason(text, path, e);
        final JsonLocation found = locate(text, path);
        return (path.isEmpty() && e instanceof JsonMappingException
                        ? ":1:1"
                        : place(found == null ? e.getLocation() : found))
                + ": "
                + (path.isEmpty() ? "" : String.join(".", path) + ": ")
                + reason;
    }

    // May lengthen the path: Jackson builds a record before it complains of a key that the record does not have.
    private static String reason(final String text, final Deque<String> path, final JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return unknownKey(unknown.getKnownPropertyIds());
        }
        if (e instanceof ValueInstantiationException refused) {
            final Class<?> type = refused.getType().getRawClass();
            final String misspelled = type.isRecord() ? unknownKeyOf(text, path, type) : null;
            if (misspelled != null) {
                path.add(misspelled);
                return unknownKey(List.copyOf(keysOf(type)));
            }
            if (refused.getCause() instanceof WrongKey wrong) {
                path.add(wrong.key());
            }
            return firstLine(
                    refused.getCause() == null
                            ? refused.getMessage()
                            : refused.getCause().getMessage());
        }
        if (e instanceof InvalidFormatException invalid
                && invalid.getTargetType().isEnum()) {
            return invalid.getValue() + " is none of "
                    + YAML.convertValue(invalid.getTargetType().getEnumConstants(), List.class);
        }
        if (e instanceof MismatchedInputException mismatched && mismatched.getTargetType() != null) {
            return kind(mismatched.getTargetType()) + " is expected here";
        }
        return firstLine(e.getOriginalMessage());
    }

    private static String unknownKey(final @Nullable Collection<?> known) {
        return "unknown key; there are "
                + (known == null
                        ? "none"
                        : known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", ")));
    }

    private static @Nullable String unknownKeyOf(final String text, final Deque<String> path, final Class<?> type) {
        final Collection<String> known = keysOf(type);
        try {
            for (final Map.Entry<String, ?> written :
                    YAML.readTree(text).at(pointer(path)).properties()) {
                if (!known.contains(written.getKey())) {
                    return written.getKey();
                }
            }
        } catch (final JsonProcessingException e) {
            return null;
        }
        return null;
    }

    private static Collection<String> keysOf(final Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> component.getName().equals("otherwise")
                        ? "default"
                        : component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static @Nullable JsonLocation locate(final String text, final Deque<String> path) {
        if (path.isEmpty()) {
            return null;
        }
        final JsonPointer wanted = pointer(path);
        try (JsonParser parser = YAML.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (parser.getParsingContext().pathAsPointer().equals(wanted)) {
                    return parser.currentTokenLocation();
                }
            }
        } catch (final IOException e) {
            return null;
        }
        return null;
    }

    private static JsonPointer pointer(final Deque<String> path) {
        JsonPointer pointer = JsonPointer.empty();
        for (final String step : path) {
            pointer = pointer.append(
                    JsonPointer.compile("/" + step.replace("~", "~0").replace("/", "~1")));
        }
        return pointer;
    }

    private static String place(final @Nullable JsonLocation location) {
        return location == null ? "" : ":" + location.getLineNr() + ":" + location.getColumnNr();
    }

    private static String kind(final Class<?> type) {
        if (type == String.class) {
            return "a text";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        return Collection.class.isAssignableFrom(type) || type.isArray() ? "a list" : "a map of keys";
    }

    private static String firstLine(final @Nullable String message) {
        return String.valueOf(message).lines().findFirst().orElse("malformed YAML");
    }
}
