package io.kairoute.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Holds the help of every command to a file that a person read. Where it is meant to change, {@code -Dkairoute.help.write=true}
 * writes the files anew; read what changed in them.
 */
final class HelpTest {
    private static final Path FILES = Path.of("src/test/resources/help");
    private static final boolean IS_WRITING = Boolean.getBoolean("kairoute.help.write");
    private static final int WIDTH = 100;
    // Made once: to make every command takes longer than all the rest.
    private static final CommandLine ROOT = CommandWords.root();

    static Stream<String> commands() {
        return CommandWords.all();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldSayWhatAPersonHasRead(final String command) throws IOException {
        final String help = help(command);
        if (IS_WRITING) {
            Files.createDirectories(FILES);
            Files.writeString(file(command), help);
        }

        assertEquals(Files.readString(file(command)), help, "the help of kairoute " + command);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldFitTheScreenAndNameEveryValueInCapitals(final String command) {
        final String help = help(command);

        assertTrue(help.lines().allMatch(line -> line.length() <= WIDTH), help);
        assertTrue(help.startsWith(("Usage: kairoute " + command).strip()), help);
        assertTrue(!help.contains("=<") && !help.matches("(?s).* <[a-z].*"), help);
    }

    @Test
    void shouldKeepNoHelpOfACommandThatIsGone() throws IOException {
        final Set<String> expected = commands()
                .map(command -> file(command).getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> files = Files.list(FILES)) {
            assertEquals(
                    expected,
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    private static String help(final String command) {
        CommandLine found = ROOT;
        for (final String word : command.isEmpty() ? new String[0] : command.split(" ", -1)) {
            found = Objects.requireNonNull(found.getSubcommands().get(word), word);
        }
        return found.getUsageMessage();
    }

    private static Path file(final String command) {
        return FILES.resolve(("kairoute " + command).strip().replace(' ', '-') + ".txt");
    }
}
