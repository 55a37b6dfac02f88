package io.kairoute.router.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the races of this package under jcstress, in a virtual machine of their own. */
class SnapshotHolderRaceTest {
    /** Milliseconds of each iteration: two in each way that the virtual machine can compile the actors. */
    private static final String TIME_MS = System.getProperty("kairoute.jcstress.ms", "300");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldNeverShowATornOrMixedSnapshot() throws Exception {
        final Run run = race(SnapshotHolderStress.class);

        assertEquals(0, run.exitCode(), run.said());
        assertTrue(run.said().contains("All remaining tests: 1 matching"), run.said());
        System.out.println("jcstress: "
                + run.said()
                        .lines()
                        .filter(line -> line.contains("planned"))
                        .reduce("", (before, last) -> last.strip()));
    }

    @Test
    void shouldSeeTheRaceOfAReaderThatReadsTwice() throws Exception {
        final Run run = race(TwoReadsStress.class);

        assertNotEquals(0, run.exitCode(), run.said());
        assertTrue(run.said().contains("TEST FAILURES"), run.said());
    }

    private record Run(int exitCode, String said) {}

    private Run race(final Class<?> race) throws IOException, InterruptedException {
        final Path output = directory.resolve("output.txt");
        final Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "org.openjdk.jcstress.Main",
                        "-t",
                        race.getName() + "$",
                        "-m",
                        "quick",
                        "-f",
                        "1",
                        "-fsm",
                        "1",
                        "-sc",
                        "false",
                        "-iters",
                        "2",
                        "-time",
                        TIME_MS,
                        "-r",
                        directory.toString()))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("jcstress is still running: " + Files.readString(output));
        }
        return new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }
}
