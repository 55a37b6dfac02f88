package io.kairoute.gateway.format;

import java.util.List;
import java.util.stream.Collectors;

/** Spells flat fields as text, one method per syntax. */
final class FlatSpelling {
    private FlatSpelling() {}

    /** A JSON object of text, numbers and booleans. */
    static String json(final List<FlatFields.Field> fields) {
        return object(fields, false);
    }

    /** A JSON object whose values are all text. */
    static String jsonStrings(final List<FlatFields.Field> fields) {
        return object(fields, true);
    }

    /** {@code key=value;key=value}, values percent-encoded. */
    static String line(final List<FlatFields.Field> fields) {
        return fields.stream()
                .map(field -> field.name() + '=' + SafeText.percent(field.value()))
                .collect(Collectors.joining(";"));
    }

    /** A JSON string literal. */
    static String quoted(final String text) {
        final StringBuilder out = new StringBuilder(text.length() + 8).append('"');
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\');
            }
            out.append(c);
        }
        return out.append('"').toString();
    }

    private static String object(final List<FlatFields.Field> fields, final boolean onlyText) {
        return fields.stream()
                .map(field -> '"' + field.name() + "\":"
                        + (onlyText || field.type() == FlatFields.Type.TEXT ? quoted(field.value()) : field.value()))
                .collect(Collectors.joining(",", "{", "}"));
    }
}
