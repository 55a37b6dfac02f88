package io.kairoute.node.logging;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import org.slf4j.helpers.MessageFormatter;

/**
 * What becomes a line. Immutable.
 *
 * @param time when it was said
 * @param level how grave it is
 * @param logger who said it
 * @param thread the name of the thread
 * @param pattern what was said, with {@code {}} where an argument goes
 * @param arguments what goes there
 * @param thrown what was thrown; null for nothing
 */
record LogLine(
        Instant time,
        Level level,
        String logger,
        String thread,
        String pattern,
        List<@Nullable Object> arguments,
        @Nullable Throwable thrown) {
    /** Characters of a message that are written; what is longer ends in three dots. */
    static final int MOST_OF_MESSAGE = 8 * 1024;

    /** Characters of a stack trace that are written, likewise. */
    static final int MOST_OF_STACK = 32 * 1024;

    private static final String CUT = "...";

    /** What was said. */
    String message() {
        return cut(filled(pattern, arguments), MOST_OF_MESSAGE);
    }

    /** What was thrown and where, a place on each line; empty where nothing was. */
    String stack() {
        if (thrown == null) {
            return "";
        }
        final StringWriter stack = new StringWriter();
        thrown.printStackTrace(new PrintWriter(stack, true));
        return cut(stack.toString(), MOST_OF_STACK);
    }

    /** A pattern with its arguments. */
    static String filled(final String pattern, final List<@Nullable Object> arguments) {
        return String.valueOf(MessageFormatter.basicArrayFormat(pattern, arguments.toArray()));
    }

    /** As much of a text as is written. */
    static String cut(final String text, final int most) {
        return text.length() <= most ? text : text.substring(0, most - CUT.length()) + CUT;
    }
}
