package io.kairoute.ctl.terminal;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Asks a person before something is done that cannot be undone, or overwrites what somebody else did. */
public final class Confirmation {
    @Option(names = "--yes", description = "Do it without asking.")
    private boolean isGiven;

    /** Makes a confirmation that was not given yet; the command line fills it. */
    public Confirmation() {}

    /** Whether it was given with the command, so that nobody is asked. */
    public boolean isGiven() {
        return isGiven;
    }

    /**
     * Returns when it may be done.
     *
     * @param question a whole question, as {@code Erase crm:7 for good?}
     * @throws Refusal when the person says anything but yes, or nobody can be asked
     */
    public void ask(final Screen screen, final String question) {
        if (isGiven) {
            return;
        }
        if (screen.person() == null) {
            throw new Refusal(ExitCode.USAGE, question + " Nobody can be asked here; give --yes to do it.");
        }
        screen.err().print(Shown.safe(screen.bold(question), screen.coloured()) + " [y/N] ");
        screen.err().flush();
        final String answer = answer(screen).strip().toLowerCase(Locale.ROOT);
        if (!answer.equals("y") && !answer.equals("yes")) {
            throw new Refusal("Nothing was done.");
        }
    }

    /**
     * Asks a person who looks on; a script, which said in full what it wants, goes on.
     *
     * @throws Refusal when the person says anything but yes
     */
    public void askPerson(final Screen screen, final String question) {
        if (screen.person() != null) {
            ask(screen, question);
        }
    }

    private static String answer(final Screen screen) {
        try {
            final @Nullable String line =
                    screen.person() == null ? null : screen.person().readLine();
            return line == null ? "" : line;
        } catch (final IOException e) {
            throw new Refusal("Nothing was done; the answer cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
