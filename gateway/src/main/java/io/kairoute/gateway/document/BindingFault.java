package io.kairoute.gateway.document;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a well-formed document from being bound, and where.
 *
 * <p>Jackson reports how far it had read when it noticed, and refuses a record that lacks a key before it complains about the
 * misspelled key beside it. A person wants the place of the key that is wrong. So the path is taken from the exception, and the
 * document is walked once more to that path.
 */
final class BindingFault {
    private final ObjectMapper mapper;
    private final String text;
    private final JsonProcessingException cause;
    private final List<String> path = new ArrayList<>();

    BindingFault(final ObjectMapper mapper, final String text, final JsonProcessingException cause) {
        this.mapper = mapper;
        this.text = text;
        this.cause = cause;
        if (cause instanceof JsonMappingException mapping) {
            for (final JsonMappingException.Reference step : mapping.getPath()) {
                path.add(step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName());
            }
        }
    }

    /** The fault, in words for a person. */
    DocumentFault told() {
        if (!(cause instanceof JsonMappingException)) {
            return PlainYaml.fault(text, cause);
        }
        final String reason = reason();
        final JsonLocation found = path.isEmpty() ? null : locate();
        return new DocumentFault(
                found == null ? 1 : found.getLineNr(),
                found == null ? 1 : found.getColumnNr(),
                (path.isEmpty() ? "" : String.join(".", path) + ": ") + reason);
    }

    // May lengthen the path: Jackson builds a record before it complains of a key that the record does not have.
    private String reason() {
        if (cause instanceof UnrecognizedPropertyException unknown) {
            return unknownKey(unknown.getKnownPropertyIds());
        }
        if (cause instanceof ValueInstantiationException refused) {
            return refusal(refused);
        }
        if (cause instanceof InvalidFormatException invalid
                && invalid.getTargetType().isEnum()) {
            return invalid.getValue() + " is none of "
                    + mapper.convertValue(invalid.getTargetType().getEnumConstants(), List.class);
        }
        if (cause instanceof MismatchedInputException mismatched && mismatched.getTargetType() != null) {
            return kind(mismatched.getTargetType()) + " is expected here";
        }
        return "cannot be read: look at what stands here";
    }

    private String refusal(final ValueInstantiationException refused) {
        final Class<?> type = refused.getType().getRawClass();
        final String misspelled = type.isRecord() ? unknownKeyOf(type) : null;
        if (misspelled != null) {
            path.add(misspelled);
            return unknownKey(keysOf(type));
        }
        if (refused.getCause() instanceof WrongKey wrong) {
            path.add(wrong.key());
        }
        return refused.getCause() instanceof IllegalArgumentException told
                ? String.valueOf(told.getMessage())
                : "cannot be read: look at what stands here";
    }

    private static String unknownKey(final @Nullable Collection<?> known) {
        return "unknown key; there are "
                + (known == null
                        ? "none"
                        : known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", ")));
    }

    private @Nullable String unknownKeyOf(final Class<?> type) {
        final Collection<String> known = keysOf(type);
        try {
            for (final Map.Entry<String, ?> written :
                    mapper.readTree(text).at(pointer()).properties()) {
                if (!known.contains(written.getKey())) {
                    return written.getKey();
                }
            }
        } catch (final JsonProcessingException e) {
            return null;
        }
        return null;
    }

    private Collection<String> keysOf(final Class<?> type) {
        return mapper.getDeserializationConfig().introspect(mapper.constructType(type)).findProperties().stream()
                .map(BeanPropertyDefinition::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private @Nullable JsonLocation locate() {
        final JsonPointer wanted = pointer();
        try (JsonParser parser = mapper.createParser(text)) {
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

    private JsonPointer pointer() {
        JsonPointer pointer = JsonPointer.empty();
        for (final String step : path) {
            pointer = pointer.append(
                    JsonPointer.compile("/" + step.replace("~", "~0").replace("/", "~1")));
        }
        return pointer;
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
}
