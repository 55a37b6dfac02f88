package io.kairoute.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.CommandRun;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.gateway.node.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of outcomes told to a running node, and what it knows then. */
class OutcomeCommandsTest {
    @TempDir
    private static Path directory = Path.of("");

    private static Node node;

    private final String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();

    @BeforeAll
    static void start() {
        node = TestNode.start(directory);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void shouldTellAFileOnceHoweverOftenItIsImported() throws Exception {
        final Path file = Files.writeString(
                directory.resolve("twice.csv"),
                "\uFEFFcontact_id,version,observed_time,transfers\r\ntwice-1,1," + now + ",1\r\ntwice-2,1," + now
                        + ",\r\n");

        final CommandRun first = run("outcomes", "import", file.toString(), "--source", "twice");
        final CommandRun again = run("outcomes", "import", file.toString(), "--source", "twice", "-o", "json");

        assertEquals(ExitCode.FAILED, first.code());
        assertTrue(first.out().contains("Kept: 1 new, 0 behind a higher version. Known already: 0."), first.out());
        assertTrue(first.out().contains("Refused: 1."), first.out());
        assertTrue(first.err().contains("line 3: The outcome sets no field"), first.err());
        assertTrue(again.out().replaceAll("\\s", "").contains("\"accepted\":0,\"duplicate\":1"), again.out());
    }

    @Test
    void shouldTellTheRowsBesideBadOnesInAFileOfManyCalls() throws Exception {
        final StringBuilder csv = new StringBuilder("contact_id,version,observed_time,transfers\n");
        for (int i = 0; i < 10_000; i++) {
            csv.append("many-").append(i).append(",1,").append(now).append(",1");
            csv.append(i == 4_000 ? ",extra\n" : "\n");
            csv.append(i == 6_000 ? "short-1,1\n" : "").append(i == 8_000 ? "x".repeat(1024 * 1024) + ",1,,1\n" : "");
        }
        final Path file = Files.writeString(directory.resolve("many.csv"), csv.toString());

        final CommandRun told = run("outcomes", "import", file.toString(), "--source", "many");

        assertEquals(ExitCode.FAILED, told.code());
        assertTrue(told.out().contains("Kept: 9999 new"), told.out());
        assertTrue(told.out().contains("Refused: 3."), told.out());
        assertTrue(told.err().contains("line 4002: the row has more cells"), told.err());
        assertTrue(told.err().contains("line 6003: observed_time is needed"), told.err());
        assertTrue(told.err().contains("line 8004: the row holds more"), told.err());
    }

    @Test
    void shouldShowWhatIsKnownAndForgetWhatIsTakenBack() throws Exception {
        final String route = run(
                        "route", "--target", "127.0.0.1:" + node.routePort(), "--contact", "back-1", "-o", "json")
                .out();
        final String id = route.replaceAll("(?s).*\"decision_id\":\\s*\"([^\"]+)\".*", "$1");
        final Path file = Files.writeString(
                directory.resolve("back.csv"),
                "decision_id,source,version,observed_time,handle_ms\n" + id + ",dialer,4," + now + ",90000\n");
        assertEquals(ExitCode.DONE, run("outcomes", "import", file.toString()).code());

        final CommandRun known = run("outcomes", "show", id);
        final CommandRun tail = run("outcomes", "tail", "--source", "dialer");
        final CommandRun retracted = run("outcomes", "retract", id, "--source", "dialer", "--up-to", "5");
        final CommandRun again = run("outcomes", "retract", id, "--source", "dialer", "--up-to", "5");
        final CommandRun gone = run("outcomes", "show", id);
        final CommandRun bad = run("outcomes", "retract", id, "--source", "dialer", "--up-to", "0");

        assertEquals("handle_ms=90000", known.out().strip());
        assertTrue(tail.out().contains(id.substring(id.indexOf('-') + 1) + "  dialer"), tail.out());
        assertTrue(retracted.out().contains("Taken back."), retracted.out() + retracted.err());
        assertTrue(again.out().contains("This version was told before"), again.out());
        assertTrue(gone.out().contains("all was taken back"), gone.out());
        assertEquals(ExitCode.FAILED, bad.code());
        assertTrue(bad.err().contains("ersion counts from 1"), bad.err());
    }

    @Test
    void shouldShowOfWhichPartOfTheDecisionsSomethingWasTold() throws Exception {
        final CommandRun none = run("outcomes", "coverage", "--since", "3d", "--until", "2d");
        final CommandRun tooLong = run("outcomes", "coverage", "--since", "40d");

        assertEquals(ExitCode.DONE, none.code(), none.err());
        assertTrue(none.out().lines().anyMatch(line -> line.matches(" *all +0 +0 *")), none.out());
        assertEquals(ExitCode.USAGE, tooLong.code());
        assertTrue(tooLong.err().contains("31 days"), tooLong.err());
    }

    @Test
    void shouldSayWhatIsWrongWithAFileInOneSentence() throws Exception {
        final Path empty = Files.writeString(directory.resolve("empty.csv"), "");

        final CommandRun nothing =
                run("outcomes", "import", directory.resolve("none.csv").toString());
        final CommandRun noHeadings = run("outcomes", "import", empty.toString());

        assertEquals(ExitCode.NOT_FOUND, nothing.code());
        assertEquals(ExitCode.USAGE, noHeadings.code());
        assertEquals(1, noHeadings.err().lines().count(), noHeadings.err());
    }

    private static CommandRun run(final String... words) {
        final List<String> all = new ArrayList<>(List.of(words));
        if (!words[0].equals("route")) {
            all.add("--target");
            all.add("127.0.0.1:" + node.adminPort());
        }
        return CommandRun.of(all.toArray(String[]::new));
    }
}
