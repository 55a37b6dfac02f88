package io.kairoute.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.CommandRun;
import io.kairoute.ctl.Kairoute;
import io.kairoute.ctl.access.Surroundings;
import io.kairoute.ctl.offline.NodePart;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.terminal.Screen;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KairouteTest {
    private static final Surroundings NOTHING = new Surroundings(Map.of());
    private static final NodePart PART = NodePart.find();
    private static final Set<String> TELLING = Set.of("help", "completion");
    private static final String TABLE = "../examples/telecom/table.yaml";

    @TempDir
    private Path directory = Path.of("");

    @Test
    @SuppressWarnings("DefaultLocale") // which is what is tested
    void shouldSpeakAlikeInEveryLanguageOfTheMachine() {
        final Locale ofTheTests = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            Kairoute.main(new String[] {"--version"});

            assertEquals("2026", String.format("%d", 2026));
        } finally {
            Locale.setDefault(ofTheTests);
        }
    }

    @Test
    void shouldMakeOnlyTheCommandThatIsAskedForAndAllOfThemForHelp() {
        final Screen screen = Screen.plain(System.out, System.err);
        final Set<String> all =
                Kairoute.commandLine(screen, NOTHING, PART).getSubcommands().keySet();

        assertTrue(all.containsAll(Set.of("serve", "table", "segments", "demo")), all.toString());
        assertEquals(
                all,
                Kairoute.commandLine(screen, NOTHING, PART, "--help")
                        .getSubcommands()
                        .keySet());
        for (final String name : all) {
            assertEquals(
                    TELLING.contains(name) ? all : Set.of(name),
                    Kairoute.commandLine(screen, NOTHING, PART, name, "--help")
                            .getSubcommands()
                            .keySet());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"srve", "serve --prot 1", "table", "table check", "replay x.csv", "route --target"})
    void shouldSayInTwoLinesWhatWasNotUnderstood(final String command) {
        final CommandRun run = CommandRun.of(command.split(" ", -1));

        assertEquals(ExitCode.USAGE, run.code());
        assertEquals(2, run.err().lines().count(), run.err());
        assertTrue(run.err().lines().toList().get(1).matches("Try: kairoute( [a-z]+)* --help"), run.err());
    }

    @Test
    void shouldFindNothingWrongWithTheExampleTable() {
        final CommandRun run = CommandRun.of("table", "check", TABLE);

        assertEquals(ExitCode.DONE, run.code(), run.out());
        assertTrue(run.out().contains("0 errors, 0 warnings; 8 occasions"), run.out());
    }

    @Test
    void shouldListEveryErrorOfATableWithItsPlace() throws IOException {
        final List<String> lines = Files.readAllLines(Path.of(TABLE));
        lines.replaceAll(line -> line.replace("sla: 30s", "sla: soon"));
        lines.add("colour: red");
        final Path table = Files.write(directory.resolve("table.yaml"), lines);

        final CommandRun run = CommandRun.of("table", "check", table.toString());

        assertEquals(ExitCode.FAILED, run.code());
        assertTrue(run.out().contains("table.yaml:" + lines.size() + ":1: error: colour"), run.out());
        assertTrue(run.out().contains("it cannot be served"), run.out());
        assertTrue(run.out().lines().filter(line -> line.contains("error:")).count() == 3, run.out());
    }

    @Test
    void shouldConvertATableToProtobufAndBackToTheSameBytes() throws IOException {
        final Path message = directory.resolve("table.binpb");
        final Path back = directory.resolve("back.yaml");

        final CommandRun canonical = CommandRun.of("table", "convert", TABLE);
        final CommandRun there = CommandRun.of("table", "convert", TABLE, "--out", message.toString());
        final CommandRun check = CommandRun.of("table", "check", message.toString());
        final CommandRun again = CommandRun.of("table", "convert", message.toString(), "--out", back.toString());

        assertEquals(ExitCode.DONE, there.code(), there.err());
        assertTrue(check.out().contains("0 errors, 0 warnings; 8 occasions"), check.out());
        assertEquals(ExitCode.DONE, again.code(), again.err());
        assertEquals(canonical.out(), Files.readString(back));
        assertTrue(canonical.out().startsWith("table: telecom\nformat: 1\n"), canonical.out());
    }

    @Test
    void shouldWarnOfQueuesThatAPlatformCannotReach() throws IOException {
        final Path table = directory.resolve("table.yaml");
        Files.writeString(
                table,
                Files.readString(Path.of(TABLE))
                        .replace(", refs: {sip: \"sip:plans@acd.example\"}", "")
                        .replace("sip:billing@acd.example", "billing"));

        final CommandRun all = CommandRun.of("table", "check", TABLE, "--platform", "sip");
        final CommandRun two = CommandRun.of("table", "check", table.toString(), "--platform", "sip");
        final CommandRun others = CommandRun.of("table", "check", TABLE, "--platform", "twilio");

        assertTrue(all.out().contains("0 errors, 0 warnings;"), all.out());
        assertEquals(ExitCode.DONE, two.code(), two.err());
        assertTrue(two.out().contains("warning: queues[billing].refs: The queue has no name on"), two.out());
        assertTrue(two.out().contains("warning: queues[plans-desk].refs: "), two.out());
        assertTrue(two.out().contains("0 errors, 2 warnings;"), two.out());
        assertTrue(others.out().contains("0 errors, 12 warnings;"), others.out());
    }

    @Test
    void shouldPrintTheSchemaOfTables() {
        final CommandRun run = CommandRun.of("table", "schema");

        assertEquals(ExitCode.DONE, run.code(), run.err());
        assertTrue(run.out().contains("\"title\": \"A Kairoute routing table, format 1\""), run.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve --table " + TABLE + "| No data directory is set",
                "serve --data-dir DIR/d| No table is set",
                "serve --data-dir DIR/d --table DIR/none.yaml| does not exist",
                "serve --data-dir DIR/file --table " + TABLE + "| file",
                "serve --config DIR/none.yaml| none.yaml",
                "serve --set colour=red --data-dir DIR/d --table " + TABLE + "| there is no property colour",
                "serve --route-port 70000 --data-dir DIR/d --table " + TABLE + "| route.port",
                "serve --route-port BUSY --data-dir DIR/d --table " + TABLE + "| in use",
                "route --target nonsense:port| is not 1 to 65535",
                "table check DIR/none.yaml| does not exist",
                "table check DIR/none.binpb| does not exist",
                "table convert " + TABLE + " --out DIR/file| name another --out, or replace it with --force",
                "table convert " + TABLE + " --out DIR/none/table.yaml| cannot be written",
            })
    void shouldRefuseInOneSentence(final String line) throws IOException {
        final String[] parts = line.split("\\| ", -1);
        Files.writeString(directory.resolve("file"), "not a directory");

        final CommandRun run;
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            run = CommandRun.of(parts[0].replace("DIR", directory.toString())
                    .replace("BUSY", String.valueOf(busy.getLocalPort()))
                    .split(" ", -1));
        }

        assertTrue(run.code() != ExitCode.DONE, run.err());
        // Beside what a node says at its start, and lines of its log.
        final String said = (run.out() + run.err())
                .lines()
                .filter(text -> !text.startsWith("  ") && !text.startsWith("Kairoute ") && !text.startsWith("Made "))
                .filter(text -> !text.contains(" - event="))
                .reduce("", (all, text) -> all + text + "\n");
        assertTrue(said.contains(parts[1]), said);
        assertTrue(said.lines().count() <= 2, said);
        assertTrue(!said.contains("Exception") && !said.contains("Unexpected"), said);
    }
}
