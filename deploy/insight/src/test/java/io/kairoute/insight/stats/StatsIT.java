package io.kairoute.insight.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.HelpPages;
import io.kairoute.ctl.outcome.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The statistics as they are typed: the launcher picks the jar, and nothing else has to be there. */
final class StatsIT {
    private static final String LAUNCHER = Path.of(System.getProperty("kairoute.root", "../.."), "deploy", "kairoute")
            .toAbsolutePath()
            .normalize()
            .toString();
    private static final long PATIENCE_S = 90;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldAnswerWhatStandardInputAsks() throws Exception {
        final int code = shell("""
                stats srm <<'JSON' > out 2> err
                {"arms": [{"name": "a", "units": 1000, "weight": 1}, {"name": "b", "units": 1200, "weight": 1}]}
                JSON
                """);

        assertEquals(ExitCode.DONE, code, read("err"));
        assertTrue(read("out").contains("\"alarm\": true"), read("out"));
        assertEquals("", read("err"));
    }

    @Test
    void shouldTellAScriptThatAFormIsWrong() throws Exception {
        final int code = shell("stats power <<'JSON' > out 2> err\n{\"kind\": \"mean\"}\nJSON");

        assertEquals(ExitCode.FAILED, code, read("err"));
        assertEquals("Standard input: mean is missing.", read("err").strip());
        assertEquals("", read("out"));
    }

    @Test
    void shouldHelp() throws Exception {
        assertEquals(ExitCode.DONE, shell("help stats rmst > out 2> err"), read("err"));
        assertEquals(HelpPages.read("stats rmst"), read("out"));
    }

    private int shell(final String line) throws IOException, InterruptedException {
        final Path script = Files.writeString(directory.resolve("script.sh"), "'" + LAUNCHER + "' " + line + "\n");
        final ProcessBuilder builder = new ProcessBuilder("bash", script.toString()).directory(directory.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("KAIROUTE_"));
        final Process process = builder.start();
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("no end of: " + line);
        }
        return process.exitValue();
    }

    private String read(final String file) throws IOException {
        return Files.readString(directory.resolve(file), StandardCharsets.UTF_8);
    }
}
