package io.kairoute.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.ctl.offline.NodeCommand;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the help that the small jar gives to files that a person read; the node's jar gives the same. */
final class HelpTest {
    static Stream<String> commands() {
        return CommandWords.all()
                .filter(command -> NodeCommand.typed(command.split(" ", -1)).isEmpty());
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
    void shouldListEveryCommandOnceOnTheFirstPage() {
        final String help = CommandRun.of("--help").out();

        for (final String command : CommandWords.root().getSubcommands().keySet()) {
            assertEquals(
                    1,
                    help.lines()
                            .filter(line -> line.startsWith("  " + command + " "))
                            .count(),
                    command);
        }
    }

    @Test
    void shouldKeepNoHelpOfACommandThatIsGone() throws IOException {
        HelpPages.assertNoneOfACommandThatIsGone(commands(), "");
    }
}
