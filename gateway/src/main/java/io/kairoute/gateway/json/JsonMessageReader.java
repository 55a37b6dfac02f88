package io.kairoute.gateway.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import io.kairoute.router.table.NearestName;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads proto3 JSON into a message.
 *
 * <p>Field names are the proto file's or the camel-case ones. A null or, except for text, an empty string is absent. What is
 * ambiguous is refused: the same name twice, or one field under both of its names. Thread-safe.
 */
public final class JsonMessageReader implements RequestReader {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_NUMBER_CHARS = 64;
    private static final Set<String> SCORES = Set.of("score", "value", "confidence");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,64}");

    private final JsonFactory factory = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_CHARS)
                    .build())
            .build();
    private final FieldNames names = new FieldNames();
    private final boolean ignoresUnknown;
    private final FieldAliases aliases;
    private final String source;

    /** Makes a reader; one that does not ignore unknown fields refuses them, and numbers and truth values in the place of text. */
    public JsonMessageReader(final boolean ignoresUnknown, final FieldAliases aliases) {
        this(ignoresUnknown, aliases, "The body");
    }

    private JsonMessageReader(final boolean ignoresUnknown, final FieldAliases aliases, final String source) {
        this.ignoresUnknown = ignoresUnknown;
        this.aliases = aliases;
        this.source = source;
    }

    /**
     * Makes a reader that refuses unknown fields and what is no text where text belongs, and knows no aliases.
     *
     * @param source what errors call the JSON
     */
    public static JsonMessageReader strict(final String source) {
        return new JsonMessageReader(false, FieldAliases.NONE, source);
    }

    @Override
    public void read(final byte[] json, final Message.Builder into) throws JsonRefused {
        final String text = Utf8Text.decode(json);
        try (JsonParser parser = factory.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw JsonRefused.malformed(source + " must be one JSON object.");
            }
            final Map<String, String> found = new HashMap<>();
            object(parser, into, "", found);
            if (parser.nextToken() != null) {
                throw JsonRefused.malformed(source + " goes on after its JSON object.");
            }
            aliases.apply(found, into);
        } catch (final JsonProcessingException e) {
            throw malformed(e);
        } catch (final IOException e) {
            throw JsonRefused.malformed(source + " is not JSON.");
        }
    }

    private void object(
            final JsonParser parser,
            final Message.Builder into,
            final String prefix,
            final Map<String, String> aliasesFound)
            throws IOException, JsonRefused {
        final Set<FieldDescriptor> seen = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            final FieldDescriptor field = names.field(into.getDescriptorForType(), parser.currentName());
            final JsonToken token = parser.nextToken();
            if (field == null) {
                if (prefix.isEmpty()
                        && token.isScalarValue()
                        && aliases.byName().containsKey(parser.currentName())) {
                    aliasesFound.put(parser.currentName(), parser.getText());
                } else {
                    unknown(parser, into.getDescriptorForType(), prefix);
                }
                continue;
            }
            final String path = prefix + field.getName();
            if (!seen.add(field)) {
                throw JsonRefused.field(path, "is given twice");
            }
            if (token != JsonToken.VALUE_NULL) {
                field(parser, into, field, path);
            }
        }
    }

    private void unknown(final JsonParser parser, final Descriptor message, final String prefix)
            throws IOException, JsonRefused {
        if (!ignoresUnknown) {
            final String where = prefix.isEmpty() ? source : "The object " + prefix.substring(0, prefix.length() - 1);
            // Only what looks like a name is passed on: anything else may be what no log should hold.
            final String name = parser.currentName();
            throw JsonRefused.malformed(where + " names a field "
                    + (NAME.matcher(name).matches() ? name + " " : "")
                    + "that the proto file does not know, at line "
                    + parser.currentLocation().getLineNr() + ", column "
                    + parser.currentLocation().getColumnNr()
                    + NearestName.hint(name, names.of(message)));
        }
        parser.skipChildren();
    }

    private void field(
            final JsonParser parser, final Message.Builder into, final FieldDescriptor field, final String path)
            throws IOException, JsonRefused {
        if (isJsonText(parser, field)) {
            textOfJson(parser.getText(), into, field, path);
        } else if (field.isMapField()) {
            map(parser, into, field, path);
        } else if (field.isRepeated()) {
            list(parser, into, field, path);
        } else {
            final Object value = value(parser, into, field, path);
            if (value != null) {
                into.setField(field, value);
            }
        }
    }

    /** Some platforms can send text only, and put what is more into it; an empty text is nothing. */
    private boolean isJsonText(final JsonParser parser, final FieldDescriptor field) {
        return ignoresUnknown
                && parser.currentToken() == JsonToken.VALUE_STRING
                && (field.isMapField() || field.isRepeated());
    }

    private void textOfJson(
            final String text, final Message.Builder into, final FieldDescriptor field, final String path)
            throws IOException, JsonRefused {
        if (text.isBlank()) {
            return;
        }
        try (JsonParser inner = factory.createParser(text)) {
            final JsonToken first = inner.nextToken();
            if (first == JsonToken.VALUE_STRING) {
                throw JsonRefused.field(path, "must be " + (field.isMapField() ? "an object" : "a list"));
            }
            if (first != JsonToken.VALUE_NULL) {
                field(inner, into, field, path);
            }
            if (inner.nextToken() != null) {
                throw JsonRefused.field(path, "goes on after its JSON");
            }
        } catch (final JsonProcessingException e) {
            throw JsonRefused.field(path, "is text, and not that of JSON");
        }
    }

    private void list(
            final JsonParser parser, final Message.Builder into, final FieldDescriptor field, final String path)
            throws IOException, JsonRefused {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw JsonRefused.field(path, "must be a list");
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            final Object value = value(parser, into, field, path);
            if (value == null) {
                throw JsonRefused.field(path, "may not hold null or empty items");
            }
            into.addRepeatedField(field, value);
        }
    }

    private void map(
            final JsonParser parser, final Message.Builder into, final FieldDescriptor field, final String path)
            throws IOException, JsonRefused {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw JsonRefused.field(path, "must be an object");
        }
        final FieldDescriptor keyField = field.getMessageType().findFieldByNumber(1);
        final FieldDescriptor valueField = field.getMessageType().findFieldByNumber(2);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            final Message.Builder entry = into.newBuilderForField(field);
            entry.setField(keyField, JsonScalars.value(keyField, parser.currentName(), path));
            parser.nextToken();
            final Object value = value(parser, entry, valueField, path);
            if (value != null) {
                entry.setField(valueField, value);
                into.addRepeatedField(field, entry.build());
            }
        }
    }

    /** The value at the current token; null when it counts as absent. */
    private @Nullable Object value(
            final JsonParser parser, final Message.Builder parent, final FieldDescriptor field, final String path)
            throws IOException, JsonRefused {
        final JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (field.getJavaType() == JavaType.MESSAGE && !JsonScalars.isTimestamp(field)) {
            if (token != JsonToken.START_OBJECT) {
                throw JsonRefused.field(path, "must be an object");
            }
            final Message.Builder message = parent.newBuilderForField(field);
            object(parser, message, path + ".", new HashMap<>());
            return message.build();
        }
        if (ignoresUnknown && token == JsonToken.START_OBJECT && field.getJavaType() == JavaType.DOUBLE) {
            return score(parser, field, path);
        }
        if (!token.isScalarValue()) {
            throw JsonRefused.field(path, "must be one value, not a list or an object");
        }
        if (!ignoresUnknown && isText(field) && token != JsonToken.VALUE_STRING) {
            throw JsonRefused.field(path, "must be text, in quotes");
        }
        final String text = parser.getText();
        if (text.isBlank() && field.getJavaType() != JavaType.STRING) {
            return null;
        }
        return JsonScalars.isTimestamp(field)
                ? JsonScalars.timestamp(text, path)
                : JsonScalars.value(field, text, path);
    }

    /** A number that a language understanding tells in an object: {@code {"score": 0.84}}. */
    private static Object score(final JsonParser parser, final FieldDescriptor field, final String path)
            throws IOException, JsonRefused {
        Object score = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            final boolean isScore = SCORES.contains(parser.currentName());
            final JsonToken token = parser.nextToken();
            if (isScore && score == null && token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                score = JsonScalars.value(field, parser.getText(), path);
            } else {
                parser.skipChildren();
            }
        }
        if (score == null) {
            throw JsonRefused.field(path, "must be one number, or an object with a score");
        }
        return score;
    }

    private static boolean isText(final FieldDescriptor field) {
        return field.getJavaType() == JavaType.STRING
                || field.getJavaType() == JavaType.BYTE_STRING
                || JsonScalars.isTimestamp(field);
    }

    /** Jackson's own words quote the body, so only the place is kept. */
    private JsonRefused malformed(final JsonProcessingException e) {
        final String place = e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        final String original = String.valueOf(e.getOriginalMessage());
        if (original.startsWith("Duplicate field")) {
            return JsonRefused.malformed(source + " names a field twice" + place + ".");
        }
        return JsonRefused.malformed(source + " is not JSON, or nested too deep," + place + ".");
    }
}
