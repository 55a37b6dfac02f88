package io.kairoute.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.snapshot.TwoReadsControl;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every race of this module under jcstress, in virtual machines of their own: once, since most of the time goes into what
 * jcstress finds out about the machine.
 */
@Tag("alone")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RacesTest {
    private static final String RACES = "io[.]kairoute[.]router[.].*(Stress|Control)$";
    private static final String RACES_WITHOUT_CONTROL = "All remaining tests: 3 matching test results";
    private static final Pattern FAILED = Pattern.compile("\\[(FAILED|ERROR)\\] (io\\.kairoute\\S+)");

    /** Milliseconds of each iteration. */
    private static final String TIME_MS = System.getProperty("kairoute.jcstress.ms", "500");

    // Races are lost to the optimizing compiler; the interpreter keeps every order, and would only take time.
    private static final String COMPILER = "-XX:-TieredCompilation";

    private static final long SILENT_MINUTES = 5;

    private String said = "";

    @BeforeAll
    void race(@TempDir final Path directory) throws IOException, InterruptedException {
        final Path output = directory.resolve("output.txt");
        final Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "org.openjdk.jcstress.Main",
                        "-t",
                        RACES,
                        "-m",
                        "quick",
                        "-jvmArgs",
                        jvmArguments(),
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
        awaitEnd(process, output);
        said = Files.readString(output, StandardCharsets.UTF_8);
        System.out.println("jcstress: "
                + said.lines().filter(line -> line.contains("planned")).reduce("", (before, last) -> last.strip()));
    }

    @Test
    void shouldSeeInEveryRaceWhatWasWrittenBefore() {
        final Set<String> failed =
                FAILED.matcher(said).results().map(match -> match.group(2)).collect(Collectors.toSet());
        failed.remove(TwoReadsControl.class.getName());

        assertEquals(Set.of(), failed, said);
        assertTrue(said.contains(RACES_WITHOUT_CONTROL), said);
    }

    @Test
    void shouldSeeTheRaceOfAReaderThatReadsTwice() {
        assertTrue(said.contains("[FAILED] " + TwoReadsControl.class.getName()), said);
    }

    // What this virtual machine opens to Agrona and Chronicle, those of the races must open as well.
    private static String jvmArguments() {
        return Stream.concat(
                        Stream.of(COMPILER),
                        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                                .filter(argument -> argument.startsWith("--add-")))
                .collect(Collectors.joining(" "));
    }

    // However slow the machine, each of its virtual machines says something when it ends. One that says nothing hangs.
    private static void awaitEnd(final Process process, final Path output) throws IOException, InterruptedException {
        long said = -1;
        while (!process.waitFor(SILENT_MINUTES, TimeUnit.MINUTES)) {
            if (Files.size(output) == said) {
                process.destroyForcibly();
                throw new AssertionError("jcstress is silent: " + Files.readString(output));
            }
            said = Files.size(output);
        }
    }
}
