package io.kairoute.node.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.CommandRun;
import io.kairoute.ctl.CommandWords;
import io.kairoute.router.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The script that fish reads, word by word, and as fish itself completes by it. */
final class FishScriptTest {
    private static final Path FISH = Path.of("/usr/bin/fish");

    @TempDir
    private static Path directory = Path.of("");

    private static String script = "";

    @BeforeAll
    static void make() throws IOException {
        script = CommandRun.of("completion", "fish").out();
        Files.writeString(directory.resolve("kairoute.fish"), script);
    }

    @Test
    void shouldHaveEveryCommandAndEveryOption() {
        assertWhole("", CommandWords.root());
    }

    @Test
    void shouldCompleteCommandsWhereTheyCanBeTyped() throws Exception {
        assertEquals(List.of("table"), words("kairoute tab"));
        assertEquals(List.of("publish"), words("kairoute table pub"));
        assertEquals(List.of("schedule"), words("kairoute table draft sch"));
        assertEquals(List.of(), words("kairoute table publish pub"));
    }

    @Test
    void shouldCompleteTheOptionsOfACommandAndNoOthers() throws Exception {
        assertEquals(List.of("--accept-warnings", "--api-key-file"), words("kairoute table publish --a"));
        assertEquals(List.of("--api-key-file"), words("kairoute status --a"));
        assertEquals(List.of("--dry-run"), words("kairoute table publish --target localhost:7401 --dry"));
        assertEquals(List.of("json"), words("kairoute status -o js"));
        assertEquals(List.of("fish"), words("kairoute completion fi"));
    }

    @Test
    void shouldCompleteFilesWhereAFileIsMeant() throws Exception {
        assertEquals(List.of("kairoute.fish"), words("kairoute table publish kairou"));
        assertEquals(List.of("kairoute.fish"), words("kairoute status --ca kairou"));
        assertEquals(List.of(), words("kairoute status kairou"));
    }

    @Test
    void shouldSayWhatAWordIsAbout() throws Exception {
        assertTrue(
                completed("kairoute table publ").contains("publish\tPublishes a file or a draft"),
                completed("kairoute table publ"));
    }

    private static void assertWhole(final String path, final CommandLine line) {
        final String condition = "complete -c kairoute -n '" + ("__kairoute_at " + path).strip() + "'";
        for (final OptionSpec option : line.getCommandSpec().options()) {
            final String typed = " -l " + option.longestName().substring(2) + " ";
            assertTrue(
                    script.lines().anyMatch(one -> one.startsWith(condition) && (one + " ").contains(typed)),
                    path + option.longestName());
        }
        line.getSubcommands().forEach((word, below) -> {
            assertTrue(script.contains(condition + " -a '" + word + "' -d '"), path + " " + word);
            assertWhole((path + " " + word).strip(), below);
        });
    }

    private static List<String> words(final String typed) throws IOException, InterruptedException {
        return completed(typed)
                .lines()
                .map(line -> line.replaceFirst("\t.*", ""))
                .sorted()
                .toList();
    }

    private static String completed(final String typed) throws IOException, InterruptedException {
        Needs.present("fish", Files.isExecutable(FISH) ? null : "no " + FISH);
        assertFalse(typed.contains("\""), typed);
        final ProcessBuilder builder = new ProcessBuilder(
                        FISH.toString(), "--no-config", "-c", "source kairoute.fish; complete -C \"" + typed + "\"")
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().put("HOME", directory.toString());
        final Process process = builder.start();
        final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }
}
