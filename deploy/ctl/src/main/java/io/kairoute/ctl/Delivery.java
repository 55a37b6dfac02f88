package io.kairoute.ctl;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.Sentence;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Looks, when a command is over, whether what it answered has arrived. */
final class Delivery {
    private Delivery() {}

    /** The exit code of a command that ended with a code. */
    static int check(final Screen screen, final int code) {
        final @Nullable IOException fault = screen.fault();
        if (fault == null) {
            return code;
        }
        if (screen.isReaderGone()) {
            return code == ExitCode.DONE ? ExitCode.READER_GONE : code;
        }
        screen.tell(screen.bad(Sentence.of(
                "The answer could not be written to standard output: " + String.valueOf(fault.getMessage()))));
        return code == ExitCode.DONE || code == ExitCode.DOUBTFUL ? ExitCode.NOT_WRITTEN : code;
    }
}
