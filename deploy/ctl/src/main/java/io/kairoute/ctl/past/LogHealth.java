package io.kairoute.ctl.past;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.terminal.Screen;

/**
 * What is wrong with a log of decisions. Immutable.
 *
 * @param unfinished chunks without an end
 * @param lost decisions that were never logged
 * @param damaged records that cannot be read
 * @param cutBytes bytes that belong to no record
 */
public record LogHealth(long unfinished, long lost, long damaged, long cutBytes) {
    /** Says what is wrong, and gives the command's exit code. */
    public int tell(final Screen screen) {
        if (unfinished > 1) {
            screen.tell(screen.doubtful(unfinished
                    + " chunks have no end: one may still be written, the others were cut off or their node killed."));
        }
        if (lost > 0) {
            screen.tell(screen.doubtful(
                    lost + " decisions were never logged: the node made them faster than it could write."));
        }
        if (damaged > 0 || cutBytes > 0) {
            screen.tell(screen.bad(damaged + " records are damaged, and " + cutBytes + " bytes belong to none."));
        }
        return damaged > 0 ? ExitCode.FAILED : ExitCode.DONE;
    }
}
