package io.kairoute.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.identity.CredentialsFile;
import io.kairoute.gateway.identity.NewKey;
import io.kairoute.router.snapshot.TenantDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyNewCommandTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldPrintAKeyAndALineThatTheCredentialsFileTakes() throws Exception {
        final CommandRun run = CommandRun.of(
                "key", "new", "pbx-1", "--tenant", "bank", "--role", "route,viewer", "--platform", "connect");
        final CommandRun other = CommandRun.of("key", "new", "pbx-1");

        assertEquals(ExitCode.DONE, run.code(), run.err());
        final List<String> lines = run.out().lines().toList();
        assertEquals(2, lines.size(), run.out());
        assertTrue(lines.get(0).matches("kr_[0-9a-f]{64}"), lines.get(0));
        assertTrue(lines.get(1).contains(NewKey.hash(lines.get(0))), lines.get(1));
        assertNotEquals(lines.get(0), other.out().lines().toList().get(0));
        final Path file = Files.writeString(
                directory.resolve("credentials.yaml"),
                "keys:\n" + lines.get(1) + "\n" + other.out().lines().toList().get(1) + "\n");
        assertEquals(
                2,
                CredentialsFile.read(file, new TenantDirectory(List.of("default", "bank")))
                        .count());
    }

    @ParameterizedTest
    @CsvSource({
        "pbx-1 --role king,      --role: there is no role king",
        "a:b,                    NAME: take up to 64 letters",
        "x --tenant {},          --tenant: take up to 64 letters",
    })
    void shouldSayWhatCannotBe(final String arguments, final String sentence) {
        final CommandRun run = CommandRun.of(("key new " + arguments).split(" ", -1));

        assertEquals(ExitCode.FAILED, run.code());
        assertTrue(run.err().startsWith(sentence), run.err());
        assertEquals("", run.out());
    }
}
