package io.kairoute.deploy.terminal;

import java.util.Locale;

/** Makes a whole sentence of a message that was made to be quoted. */
public final class Sentence {
    private Sentence() {}

    /** Starts with a capital where the message starts with a word, and ends with a full stop. */
    public static String of(final String message) {
        final boolean startsWithWord =
                message.length() > 1 && message.substring(0, 2).matches("[a-z][a-z ]");
        final String started =
                startsWithWord ? message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1) : message;
        return started.endsWith(".") || started.endsWith("]") ? started : started + ".";
    }
}
