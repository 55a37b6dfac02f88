package io.kairoute.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.offline.InsightCommand;
import io.kairoute.ctl.offline.NodeCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * The help of every command as a person read it, a file each, in the module that runs the command. Where it is meant to change,
 * {@code -Dkairoute.help.write=true} writes the files anew; read what changed in them.
 */
public final class HelpPages {
    private static final boolean IS_WRITING = Boolean.getBoolean("kairoute.help.write");
    private static final String FILES = "src/test/resources/help";
    private static final int WIDTH = 100;
    // Made once: to make every command takes longer than all the rest.
    private static final CommandLine ROOT = CommandWords.root();

    private HelpPages() {}

    /** Holds the help of a command to its file. */
    public static void assertRead(final String command) throws IOException {
        final String help = help(command);
        if (IS_WRITING) {
            Files.createDirectories(folder(command));
            Files.writeString(file(command), help);
        }
        assertEquals(Files.readString(file(command)), help, "the help of kairoute " + command);
    }

    /** Holds what is answered to somebody who asks for the help of a command, when only that is made, to its file. */
    public static void assertAnswered(final String command) throws IOException {
        final String read = Files.readString(file(command));
        assertEquals(
                read,
                CommandRun.of((command + " --help").strip().split(" ", -1)).out());
        assertEquals(
                read, CommandRun.of(("help " + command).strip().split(" ", -1)).out());
    }

    /** Holds the help of a command to the screen, and to how values are named. */
    public static void assertShaped(final String command) {
        final String help = help(command);
        assertTrue(help.lines().allMatch(line -> line.length() <= WIDTH), help);
        for (final String line : found(command).getCommandSpec().usageMessage().footer()) {
            assertTrue(isUnbroken(line), line);
        }
        assertTrue(help.startsWith(("Usage: kairoute " + command).strip()), help);
        assertTrue(!help.contains("=<") && !help.matches("(?s).* <[a-z].*"), help);
    }

    /** Holds the files of the module that runs a command to the commands it runs. */
    public static void assertNoneOfACommandThatIsGone(final Stream<String> commands, final String oneOfTheModule)
            throws IOException {
        final Set<String> expected = commands.map(
                        command -> file(command).getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> files = Files.list(folder(oneOfTheModule))) {
            assertEquals(
                    expected,
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    // What is too long for the screen goes on in the next line: a paragraph may, an example may not.
    private static boolean isUnbroken(final String line) {
        return line.length() <= WIDTH || (!line.startsWith(" ") && line.endsWith("."));
    }

    private static String help(final String command) {
        return found(command).getUsageMessage();
    }

    private static CommandLine found(final String command) {
        CommandLine found = ROOT;
        for (final String word : command.isEmpty() ? new String[0] : command.split(" ", -1)) {
            found = Objects.requireNonNull(found.getSubcommands().get(word), word);
        }
        return found;
    }

    /** The help of a command as a person read it. */
    public static String read(final String command) throws IOException {
        return Files.readString(file(command));
    }

    private static Path file(final String command) {
        return folder(command).resolve(("kairoute " + command).strip().replace(' ', '-') + ".txt");
    }

    private static Path folder(final String command) {
        final String[] words = command.split(" ", -1);
        final String elsewhere = InsightCommand.typed(words).isPresent() ? "insight" : "ctl";
        return Path.of("..", NodeCommand.typed(words).isPresent() ? "node" : elsewhere, FILES);
    }
}
