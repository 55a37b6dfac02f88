package io.kairoute.node.logging;

import java.util.HexFormat;
import java.util.Map;

/**
 * Lines for programs: a JSON object each, as docs/log-line.schema.json says. What a line of ours names, as
 * {@code event=files_reloaded what=callers}, are fields; the message is there as a whole beside them.
 */
final class JsonLines implements LineForm {
    private static final String EVENT = "event";
    private static final char FIRST_PRINTABLE = 0x20;
    private static final char DELETE = 0x7f;
    private static final char NO_CHARACTER = 0xfffd;

    @Override
    public String text(final LogLine line) {
        final StringBuilder json = new StringBuilder("{");
        member(json, "time", line.time().toString());
        member(json.append(','), "level", line.level().name());
        member(json.append(','), "logger", line.logger());
        member(json.append(','), "thread", line.thread());
        member(json.append(','), "message", line.message());
        if (LogLevels.isOurs(line.logger())) {
            addNamed(json, NamedValues.of(line));
        }
        final Throwable thrown = line.thrown();
        if (thrown != null) {
            json.append(",\"error\":{");
            member(json, "type", thrown.getClass().getName());
            member(
                    json.append(','),
                    "message",
                    LogLine.cut(String.valueOf(thrown.getMessage()), LogLine.MOST_OF_MESSAGE));
            member(json.append(','), "stack", line.stack());
            json.append('}');
        }
        return json.append("}\n").toString();
    }

    private static void addNamed(final StringBuilder json, final Map<String, String> named) {
        final String event = named.remove(EVENT);
        if (event != null) {
            member(json.append(','), EVENT, event);
        }
        if (!named.isEmpty()) {
            json.append(",\"fields\":{");
            named.forEach((name, value) -> {
                member(json, name, value);
                json.append(',');
            });
            json.setCharAt(json.length() - 1, '}');
        }
    }

    private static void member(final StringBuilder json, final String name, final String value) {
        quote(json, name);
        quote(json.append(':'), value);
    }

    // ASCII alone, so that no reader has to know an encoding, and no character of a value ends the line or turns it
    // round. Half of a pair is no character, which strict readers would refuse the whole line for.
    private static void quote(final StringBuilder json, final String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            final char next = text.charAt(i);
            switch (next) {
                case '"', '\\' -> json.append('\\').append(next);
                case '\n' -> json.append("\\n");
                case '\t' -> json.append("\\t");
                default -> {
                    if (next >= FIRST_PRINTABLE && next < DELETE) {
                        json.append(next);
                    } else {
                        json.append("\\u").append(HexFormat.of().toHexDigits(isHalf(text, i) ? NO_CHARACTER : next));
                    }
                }
            }
        }
        json.append('"');
    }

    private static boolean isHalf(final String text, final int index) {
        final char at = text.charAt(index);
        if (Character.isHighSurrogate(at)) {
            return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
        }
        return Character.isLowSurrogate(at) && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
    }
}
