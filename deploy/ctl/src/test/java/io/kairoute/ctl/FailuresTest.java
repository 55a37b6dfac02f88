package io.kairoute.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.offline.NodePart;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.terminal.Screen;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of failures that no command foresees. */
@Isolated("the temporary folder is one for the whole process")
final class FailuresTest {
    private static final String FOLDER = "java.io.tmpdir";

    private final String before = System.getProperty(FOLDER, "");
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory = Path.of("");

    @AfterEach
    void putBack() {
        System.setProperty(FOLDER, before);
    }

    @Test
    void shouldSayThatTheTemporaryFolderIsNotThere() {
        final Path folder = directory.resolve("none");

        assertSaid(
                "Native code cannot be unpacked: the temporary folder " + folder + " is not there; name another one, as"
                        + " KAIROUTE_JAVA_OPTS=-Djava.io.tmpdir=/var/tmp.\n",
                folder,
                new IllegalStateException("wrapped", new UnsatisfiedLinkError("libx.so")));
    }

    @Test
    void shouldSayThatTheTemporaryFolderHoldsNoPrograms() throws Exception {
        final Path folder = Files.createDirectory(directory.resolve("noexec"));

        assertSaid(
                "Native code cannot be unpacked: the temporary folder " + folder
                        + " may not hold programs (noexec); name"
                        + " another one, as KAIROUTE_JAVA_OPTS=-Djava.io.tmpdir=/var/tmp.\n",
                folder,
                new NoClassDefFoundError("org/sqlite/core/NativeDB"));
    }

    @Test
    void shouldNotTakeAClassThatIsMissingForNativeCode() {
        final NoClassDefFoundError missing = new NoClassDefFoundError("io/kairoute/node/NodeCommandLine");
        missing.initCause(new ClassNotFoundException("io.kairoute.node.NodeCommandLine"));

        assertSaid(
                "A part of Kairoute is not there (io/kairoute/node/NodeCommandLine); install it again.\n",
                directory,
                missing);
    }

    @Test
    void shouldSayHowToGiveMoreMemory() {
        assertSaid(
                "The JVM has no memory left (Java heap space); give it more, as KAIROUTE_JAVA_OPTS=-Xmx4g.\n",
                directory,
                new OutOfMemoryError("Java heap space"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb.csv", "a\r\nb.csv", "a\n\nb.csv"})
    void shouldKeepANameWithLineBreaksOnOneLine(final String name) {
        final CommandRun read = CommandRun.of("outcomes", "import", name, "--source", "crm");
        final CommandRun understood = CommandRun.of("outcomes", "show", "f1-2", name);
        final CommandRun given = CommandRun.of("audit", "list", "--api-key-file=" + name);

        for (final CommandRun run : List.of(read, given)) {
            assertEquals(1, run.err().lines().count(), run.err());
            assertTrue(run.err().contains("b.csv does not exist."), run.err());
        }
        assertEquals(2, understood.err().lines().count(), understood.err());
    }

    private void assertSaid(final String sentence, final Path folder, final Throwable failure) {
        System.setProperty(FOLDER, folder.toString());

        final int code = new Failures(Screen.plain(new ByteArrayOutputStream(), err), NodePart.find()).failed(failure);

        assertEquals(ExitCode.FAILED, code);
        assertEquals(sentence, err.toString(StandardCharsets.UTF_8));
    }
}
