package io.kairoute.ctl.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GivenFileTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldReadAFileWhole() throws IOException {
        final Path file = Files.writeString(directory.resolve("file"), "grüße\n");

        assertEquals("grüße\n", GivenFile.text(file, GivenFile.SMALL_BYTES));
        assertEquals("", GivenFile.text(Files.createFile(directory.resolve("empty")), GivenFile.SMALL_BYTES));
    }

    @Test
    void shouldReadNoFurtherThanAFileMayBeLong() {
        assertRefused(ExitCode.FAILED, "--token-file: /dev/zero is larger than 1 MiB.", Path.of("/dev/zero"));
    }

    @Test
    void shouldSayFromWhichLineOnAFileIsInAnotherEncoding() throws IOException {
        final Path file = directory.resolve("latin");
        Files.write(file, "a\nb\ngr\u00fc\u00dfe\n".getBytes(StandardCharsets.ISO_8859_1));

        assertRefused(
                ExitCode.FAILED, "--token-file: " + file + " is not UTF-8, from line 3 on; save it in UTF-8.", file);
        Files.write(file, new byte[] {'a', (byte) 0xC3});
        assertRefused(
                ExitCode.FAILED, "--token-file: " + file + " is not UTF-8, from line 1 on; save it in UTF-8.", file);
    }

    @Test
    void shouldTellWhatIsNoFile() {
        final Path none = directory.resolve("none");

        assertRefused(ExitCode.NOT_FOUND, "--token-file: " + none + " does not exist.", none);
        assertRefused(ExitCode.FAILED, "--token-file: " + directory + " is a directory.", directory);
    }

    private static void assertRefused(final int code, final String sentence, final Path file) {
        final Refusal refusal =
                assertThrows(Refusal.class, () -> GivenFile.text("--token-file: " + file, file, GivenFile.SMALL_BYTES));

        assertEquals(sentence, refusal.getMessage());
        assertEquals(code, refusal.exitCode());
    }
}
