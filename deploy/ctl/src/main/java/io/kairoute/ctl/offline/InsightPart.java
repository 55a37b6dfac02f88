package io.kairoute.ctl.offline;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.Screen;
import java.util.Optional;
import java.util.ServiceLoader;
import picocli.CommandLine;

/** What insight's jar adds to the command line. */
public interface InsightPart {
    /** The part that lies in this class path. */
    static Optional<InsightPart> find() {
        return ServiceLoader.load(InsightPart.class).findFirst();
    }

    /**
     * Makes sure that a command can be run.
     *
     * @throws Refusal where it cannot
     */
    static void need(final InsightCommand command) {
        if (find().isEmpty()) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "kairoute " + command.words() + " needs insight's jar, and this is another one: run java -jar"
                            + " kairouteinsight.jar, or the launcher, which picks the jar.");
        }
    }

    /** A command. */
    CommandLine command(InsightCommand command, Screen screen);
}
