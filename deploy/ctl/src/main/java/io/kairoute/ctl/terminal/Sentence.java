package io.kairoute.ctl.terminal;

import java.util.Locale;
import java.util.regex.Pattern;

/** Makes a whole sentence of a message that was made to be quoted. */
public final class Sentence {
    // A file's name may start small, and stays as it is.
    private static final Pattern STARTS_WITH_WORD = Pattern.compile("[a-z]+[ ,:]");

    private Sentence() {}

    /** Starts with a capital where the message starts with a word, and ends with a full stop. */
    public static String of(final String message) {
        final boolean startsWithWord = STARTS_WITH_WORD.matcher(message).lookingAt();
        final String started =
                startsWithWord ? message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1) : message;
        return started.endsWith(".") || started.endsWith("?") || started.endsWith("]") ? started : started + ".";
    }
}
