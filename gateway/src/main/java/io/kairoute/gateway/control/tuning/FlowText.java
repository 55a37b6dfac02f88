package io.kairoute.gateway.control.tuning;

import io.kairoute.router.Limits;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.DuplicateKeyException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Values as text that fits one line: what JSON and YAML's flow style share. */
final class FlowText {
    private static final int LEAST_BUFFER = 1_024;
    private static final int MOST_BUFFER = 1024 * 1024;

    private FlowText() {}

    /** A value as text. */
    static String of(final Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> quoted(String.valueOf(entry.getKey())) + ": " + of(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(FlowText::of).collect(Collectors.joining(", ", "[", "]"));
        }
        // A number, or a plain word such as 15s, must not become a quoted text, which is none.
        return value instanceof String text && !isPlain(text) ? quoted(text) : String.valueOf(value);
    }

    /** A text as a quoted value. */
    static String quoted(final String text) {
        final StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c == '\u007f' || c == '\u0085' || c == '\u2028' || c == '\u2029') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /** Reads what {@link #of} wrote; an {@link IllegalArgumentException} says why not. */
    static Object read(final String text) {
        try {
            return new Load(LoadSettings.builder()
                            .setMaxAliasesForCollections(0)
                            .setCodePointLimit(2 * Limits.TABLE_BYTES)
                            .setBufferSize(Math.max(LEAST_BUFFER, Math.min(MOST_BUFFER, text.length())))
                            .build())
                    .loadFromString(text);
        } catch (final DuplicateKeyException e) {
            throw new IllegalArgumentException("a key is given twice, keep one of the two", e);
        } catch (final YamlEngineException e) {
            final String said = String.valueOf(e.getMessage());
            throw new IllegalArgumentException(said.lines().findFirst().orElse(said), e);
        }
    }

    // Numbers with a unit; everything else in quotes means the same as without.
    private static boolean isPlain(final String text) {
        return text.matches("-?[0-9]{1,12}(\\.[0-9]{1,6})?(ms|s|m|h|d|%)");
    }
}
