package io.kairoute.deploy.contacts;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong in a YAML document, and where.
 *
 * <p>Jackson reports how far it had read when it noticed, and refuses a record that lacks a key before it complains about
 * the misspelled key beside it. A person wants the place of the key that is wrong. So the path is taken from the exception
 * and the document is walked once more to that path.
 */
final class YamlFault {
    private final ObjectMapper mapper;
    private final String text;
    private final List<String> path = new ArrayList<>();
    private final String reason;
    private final @Nullable JsonLocation noticedAt;

    YamlFault(final ObjectMapper mapper, final String text, final JsonProcessingException e) {
        this.mapper = mapper;
        this.text = text;
        noticedAt = e.getLocation();
        if (e instanceof JsonMappingException mapping) {
            for (final Reference step : mapping.getPath()) {
                path.add(step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName());
            }
        }
        reason = reason(e);
    }

    /** One line: place, path, reason. */
    String sentence(final Path file) {
        final @Nullable JsonLocation location = path.isEmpty() ? noticedAt : place();
        final String where = location == null ? "" : ":" + location.getLineNr() + ":" + location.getColumnNr();
        return file + where + ": " + (path.isEmpty() ? "" : String.join(".", path) + ": ") + reason + ".";
    }

    private String reason(final JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "unknown key; known are " + unknown.getKnownPropertyIds();
        }
        if (e instanceof InvalidFormatException invalid) {
            return "\"" + invalid.getValue() + "\" is wrong, " + kind(invalid.getTargetType()) + " is expected";
        }
        if (e instanceof ValueInstantiationException refused) {
            return refusal(refused);
        }
        if (e instanceof MismatchedInputException mismatched && mismatched.getTargetType() != null) {
            return kind(mismatched.getTargetType()) + " is expected here";
        }
        return firstLine(e.getOriginalMessage());
    }

    private String refusal(final ValueInstantiationException refused) {
        final Class<?> type = refused.getType().getRawClass();
        final List<String> known = type.isRecord() ? keys(type) : List.of();
        for (final String key : writtenKeys()) {
            if (!known.isEmpty() && !known.contains(key)) {
                path.add(key);
                return "unknown key; known are " + known;
            }
        }
        final @Nullable Throwable cause = refused.getCause();
        return firstLine(cause == null ? refused.getOriginalMessage() : cause.getMessage());
    }

    private List<String> writtenKeys() {
        final List<String> keys = new ArrayList<>();
        try {
            mapper.readTree(text).at(pointer()).fieldNames().forEachRemaining(keys::add);
        } catch (final IOException e) {
            keys.clear();
        }
        return keys;
    }

    private static List<String> keys(final Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(YamlFault::key).toList();
    }

    // Components are named as Java names things, keys as YAML does.
    private static String key(final RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private @Nullable JsonLocation place() {
        final String pointer = pointer();
        try (JsonParser parser = mapper.createParser(text)) {
            while (parser.nextToken() != null) {
                if (parser.getParsingContext().pathAsPointer().toString().equals(pointer)) {
                    return parser.currentTokenLocation();
                }
            }
        } catch (final IOException e) {
            return noticedAt;
        }
        return noticedAt;
    }

    private String pointer() {
        final StringBuilder pointer = new StringBuilder();
        path.forEach(step -> pointer.append('/').append(step.replace("~", "~0").replace("/", "~1")));
        return pointer.toString();
    }

    private static String kind(final Class<?> type) {
        if (type == String.class) {
            return "a text";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "a map of keys";
    }

    private static String firstLine(final @Nullable String message) {
        final String line = String.valueOf(message).lines().findFirst().orElse("malformed YAML");
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
