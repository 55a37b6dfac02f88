package io.kairoute.node;

import io.kairoute.ctl.CommandWords;
import io.kairoute.ctl.HelpPages;
import io.kairoute.ctl.offline.NodeCommand;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the help of every command, as the node's jar gives it, to files that a person read. */
final class HelpOfEveryCommandTest {
    static Stream<String> commands() {
        return CommandWords.all();
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
        HelpPages.assertNoneOfACommandThatIsGone(
                commands().filter(command -> NodeCommand.typed(command.split(" ", -1))
                        .isPresent()),
                NodeCommand.SERVE.words());
    }
}
