package io.kairoute.node.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.CommandRun;
import io.kairoute.ctl.outcome.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said about a backup, whatever its name has in it. */
final class BackupCommandTest {
    // It would end the line, colour what comes, and turn it.
    private static final String HOSTILE = "mon\nday \u001b[31m\u202e, \"1\" \uD83D\uDE00.zip";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldTellOfABackupOnOneLineWhateverItsNameHasInIt() throws IOException {
        final Path data = Files.createDirectory(directory.resolve("data"));
        Files.writeString(data.resolve("FORMAT"), "kairoute data directory, format 2\n");
        final Path file = directory.resolve(HOSTILE);

        final CommandRun made = CommandRun.of("backup", file.toString(), "--data-dir", data.toString());
        final CommandRun again = CommandRun.of("backup", file.toString(), "--data-dir", data.toString());

        assertEquals(ExitCode.DONE, made.code(), made.err());
        assertEquals(1, made.out().lines().count(), made.out());
        assertPlain(made.out());
        assertTrue(made.out().contains("mon day  [31m, \"1\" \uD83D\uDE00.zip, 0 files."), made.out());
        assertEquals(ExitCode.NOT_WRITTEN, again.code());
        assertPlain(again.err());
        assertTrue(Files.exists(file));
    }

    private static void assertPlain(final String said) {
        assertTrue(
                said.chars().noneMatch(one -> (one != '\n' && Character.isISOControl(one)) || one == '\u202e'), said);
    }
}
