package io.kairoute.node.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.CommandRun;
import io.kairoute.ctl.outcome.ExitCode;
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
        final String key = run.out().strip();
        assertTrue(key.matches("kr_[0-9a-f]{64}"), run.out());
        assertTrue(line(run).contains(NewKey.hash(key)), run.err());
        assertNotEquals(key, other.out().strip());
        final Path file = Files.writeString(
                directory.resolve("credentials.yaml"), "keys:\n" + line(run) + "\n" + line(other) + "\n");
        assertEquals(
                2,
                CredentialsFile.read(file, new TenantDirectory(List.of("default", "bank")))
                        .count());
    }

    private static String line(final CommandRun run) {
        return run.err()
                .lines()
                .filter(line -> line.startsWith("  - {"))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "pbx-1 --role king,      --role: there is no role king",
        "a:b,                    NAME: take up to 64 letters",
        "x --tenant {},          --tenant: take up to 64 letters",
    })
    void shouldSayWhatCannotBe(final String arguments, final String sentence) {
        final CommandRun run = CommandRun.of(("key new " + arguments).split(" ", -1));

        assertEquals(ExitCode.USAGE, run.code());
        assertTrue(run.err().startsWith(sentence), run.err());
        assertEquals("", run.out());
    }
}
