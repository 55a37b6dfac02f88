package io.kairoute.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.offline.InsightCommand;
import io.kairoute.ctl.offline.NodeCommand;
import io.kairoute.ctl.outcome.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the small jar cannot do: it says so, and the launcher does not ask it to. */
final class SmallJarTest {
    private static final Path LAUNCHER = Path.of("..", "kairoute");

    @ParameterizedTest
    @EnumSource
    void shouldSayOfACommandOfTheNodeWhichJarRunsIt(final NodeCommand command) {
        assertNeedsTheNode(command.words(), command.words() + " --help");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "segments import c.csv --mapping m.yaml --data-dir d",
                "table simulate t.yaml --data-dir d",
                "decisions tail --data-dir d",
                "decisions export --data-dir d",
                "audit head --data-dir d",
                "help serve",
                "help table check"
            })
    void shouldSayOfWorkOnADataDirectoryWhichJarDoesIt(final String line) {
        assertNeedsTheNode(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stats", "stats test f.json", "help stats", "stats --help"})
    void shouldSayOfACommandOfInsightWhichJarRunsIt(final String line) {
        assertNeeds("needs insight's jar", line);
    }

    @Test
    void shouldHoldTheListsOfTheLauncherToTheCommands() throws IOException {
        assertListed("node_commands='", Arrays.stream(NodeCommand.values()).map(NodeCommand::words));
        assertListed(
                "insight_commands='", Arrays.stream(InsightCommand.values()).map(InsightCommand::words));
    }

    private static void assertListed(final String list, final Stream<String> words) throws IOException {
        final String launcher = Files.readString(LAUNCHER);
        final int start = launcher.indexOf(list) + list.length();
        final List<String> listed = List.of(
                launcher.substring(start, launcher.indexOf('\'', start)).strip().split("\\s*\n\\s*", -1));
        final Set<String> needed = words.collect(Collectors.toCollection(TreeSet::new));

        assertEquals(needed, new TreeSet<>(listed));
        assertEquals(needed.size(), listed.size());
    }

    private static void assertNeedsTheNode(final String... lines) {
        assertNeeds("needs the node's jar", lines);
    }

    private static void assertNeeds(final String sentence, final String... lines) {
        for (final String line : lines) {
            final CommandRun run = CommandRun.of(line.split(" ", -1));

            assertEquals(ExitCode.USAGE, run.code(), run.out());
            assertEquals("", run.out());
            assertEquals(1, run.err().lines().count(), run.err());
            assertTrue(run.err().contains(sentence), run.err());
        }
    }
}
