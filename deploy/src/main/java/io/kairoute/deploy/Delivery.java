package io.kairoute.deploy;

import io.kairoute.deploy.terminal.Screen;
import io.kairoute.deploy.terminal.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Looks, when a command is over, whether what it answered has arrived. */
final class Delivery {
    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

    private Delivery() {}

    /** The exit code of a command that ended with a code. */
    static int check(final Screen screen, final int code) {
        final @Nullable IOException fault = screen.fault();
        if (fault == null) {
            return code;
        }
        if (isReaderGone(fault)) {
            return code == ExitCode.DONE ? ExitCode.READER_GONE : code;
        }
        screen.err()
                .println(screen.bad(Sentence.of(
                        "The answer could not be written to standard output: " + String.valueOf(fault.getMessage()))));
        return code == ExitCode.DONE ? ExitCode.NOT_WRITTEN : code;
    }

    // The system says "Broken pipe" in the language of the machine; only a pipe breaks.
    private static boolean isReaderGone(final IOException fault) {
        if (String.valueOf(fault.getMessage()).toLowerCase(Locale.ROOT).contains("pipe")) {
            return true;
        }
        try {
            return Files.readSymbolicLink(STANDARD_OUTPUT).toString().startsWith("pipe:");
        } catch (final IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
