package io.kairoute.node.logging;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/** Lines for people: time, level, the short name of the logger, and what it said; below it where something was thrown. */
final class TextLines implements LineForm {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);

    private final DateTimeFormatter time;

    TextLines(final ZoneId zone) {
        time = TIME.withZone(zone);
    }

    @Override
    public String text(final LogLine line) {
        final StringBuilder text = new StringBuilder();
        text.append(time.format(line.time()))
                .append(' ')
                .append(line.level().name())
                .append(' ');
        text.append(line.logger().substring(line.logger().lastIndexOf('.') + 1)).append(" - ");
        onOneLine(text, line.message());
        return text.append(System.lineSeparator()).append(line.stack()).toString();
    }

    // A break within a message would let it write a line of its own, and an escape sequence would move the terminal's
    // cursor.
    private static void onOneLine(final StringBuilder text, final String message) {
        for (int i = 0; i < message.length(); i++) {
            final char next = message.charAt(i);
            if (Character.isISOControl(next) || next == '\u2028' || next == '\u2029') {
                text.append("\\u").append(HexFormat.of().toHexDigits(next));
            } else {
                text.append(next);
            }
        }
    }
}
