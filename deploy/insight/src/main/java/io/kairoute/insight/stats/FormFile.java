package io.kairoute.insight.stats;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.GivenFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a form out of a file or of standard input: JSON as its standard has it, each name once, and no more of it than a form needs. */
final class FormFile {
    private static final int MOST_BYTES = 16 << 20;
    private static final int DEEPEST = 16;
    private static final Pattern PLACE = Pattern.compile("line (\\d+) column (\\d+)");

    private final String source;

    private FormFile(final String source) {
        this.source = source;
    }

    /** The form in a file; in standard input where none is named. */
    static Form read(final @Nullable Path file) {
        final FormFile from = new FormFile(file == null ? "Standard input" : file.toString());
        if (from.value(from.text(file)) instanceof Map<?, ?> fields) {
            return Form.of(from.source, fields);
        }
        throw from.refusal("is no JSON object; docs/LEARNING.md has the forms.");
    }

    private String text(final @Nullable Path file) {
        return file == null ? GivenFile.text(source, System.in, MOST_BYTES) : GivenFile.text(source, file, MOST_BYTES);
    }

    private Object value(final String text) {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            final Object value = next(reader, "", 0);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw refusal("has more behind its JSON.");
            }
            return value;
        } catch (final EOFException e) {
            throw new Refusal(source + ": " + (text.isBlank() ? "is empty." : "ends in the middle of its JSON."), e);
        } catch (final MalformedJsonException e) {
            final Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
            throw new Refusal(
                    source + ": is no JSON"
                            + (place.find() ? " at line " + place.group(1) + ", column " + place.group(2) : "") + ".",
                    e);
        } catch (final IOException e) {
            throw new IllegalStateException("a text in memory can be read", e);
        }
    }

    private Object next(final JsonReader reader, final String path, final int depth) throws IOException {
        if (depth > DEEPEST) {
            throw refusal(path + " lies too deep.");
        }
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> object(reader, path, depth);
            case BEGIN_ARRAY -> array(reader, path, depth);
            case NUMBER -> number(reader.nextString(), path);
            case STRING -> reader.nextString();
            case BOOLEAN -> reader.nextBoolean();
            default -> throw refusal((path.isEmpty() ? "the form" : path) + " is null; leave it out.");
        };
    }

    private Map<String, Object> object(final JsonReader reader, final String path, final int depth) throws IOException {
        final Map<String, Object> object = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
            final String name = reader.nextName();
            final String place = path.isEmpty() ? name : path + "." + name;
            if (object.put(name, next(reader, place, depth + 1)) != null) {
                throw refusal(place + " stands there twice.");
            }
        }
        reader.endObject();
        return object;
    }

    private List<Object> array(final JsonReader reader, final String path, final int depth) throws IOException {
        final List<Object> array = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            array.add(next(reader, path + "[" + array.size() + "]", depth + 1));
        }
        reader.endArray();
        return array;
    }

    private BigDecimal number(final String digits, final String path) {
        try {
            return new BigDecimal(digits);
        } catch (final NumberFormatException e) {
            throw new Refusal(source + ": " + path + " is " + digits + ", and too large.", e);
        }
    }

    private Refusal refusal(final String what) {
        return new Refusal(source + ": " + what);
    }
}
