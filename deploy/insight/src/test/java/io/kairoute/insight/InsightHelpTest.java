package io.kairoute.insight;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.ctl.CommandRun;
import io.kairoute.ctl.CommandWords;
import io.kairoute.ctl.HelpPages;
import io.kairoute.ctl.offline.InsightCommand;
import io.kairoute.ctl.outcome.ExitCode;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the help that insight's jar gives to files that a person read. */
final class InsightHelpTest {
    static Stream<String> commands() {
        return CommandWords.all()
                .filter(command -> InsightCommand.typed(command.split(" ", -1)).isPresent());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldSayWhatAPersonHasRead(final String command) throws IOException {
        HelpPages.assertRead(command);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldAnswerTheSameWhereOnlyThatCommandIsMade(final String command) throws IOException {
        HelpPages.assertAnswered(command);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldFitTheScreenAndNameEveryValueInCapitals(final String command) {
        HelpPages.assertShaped(command);
    }

    @Test
    void shouldKeepNoHelpOfACommandThatIsGone() throws IOException {
        HelpPages.assertNoneOfACommandThatIsGone(commands(), InsightCommand.STATS.words());
    }

    @Test
    void shouldListAllCommandsAsEveryJarDoes() throws IOException {
        HelpPages.assertRead("");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldTellTheShellThatTheDiskIsFull(final String command) throws IOException {
        try (OutputStream full = new FileOutputStream("/dev/full")) {
            final CommandRun run = CommandRun.into(full, (command + " --help").split(" ", -1));

            assertEquals(ExitCode.NOT_WRITTEN, run.code());
            assertEquals(1, run.err().lines().count(), run.err());
        }
    }
}
