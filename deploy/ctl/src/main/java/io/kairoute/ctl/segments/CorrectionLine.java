package io.kairoute.ctl.segments;

import io.kairoute.control.v1.CorrectionOutcome;
import io.kairoute.ctl.terminal.Screen;

/** Tells a person what became of a correction. */
public final class CorrectionLine {
    private final Screen screen;

    /** Makes lines for one screen. */
    public CorrectionLine(final Screen screen) {
        this.screen = screen;
    }

    /**
     * Prints it.
     *
     * @param version the source version that is known now
     */
    public void print(final CorrectionOutcome outcome, final long version) {
        screen.say(
                switch (outcome) {
                    case CORRECTION_OUTCOME_APPLIED -> screen.good("Counts from the next contact on.");
                    case CORRECTION_OUTCOME_KEPT ->
                        "Kept; the served segment set was taken later, so that the set counts.";
                    case CORRECTION_OUTCOME_KNOWN -> "Known already; nothing was changed.";
                    case CORRECTION_OUTCOME_OUTDATED ->
                        screen.doubtful("Source version " + version + " is known; nothing was changed.");
                    default -> "The node answers " + outcome + ".";
                });
    }
}
