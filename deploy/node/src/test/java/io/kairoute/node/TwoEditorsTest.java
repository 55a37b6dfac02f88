package io.kairoute.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.CommandRun;
import io.kairoute.ctl.Kairoute;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.gateway.node.Node;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two editors of one tenant, each at a command line: nobody replaces what they did not see. */
final class TwoEditorsTest {
    private static final Path TABLE = TestNode.TABLE;
    private static final int RACES = Integer.getInteger("kairoute.races", 40);
    private static final int PROCESS_RACES = Integer.getInteger("kairoute.process.races", 3);
    private static final long PATIENCE_S = 120;

    @TempDir
    private Path directory = Path.of("");

    private final Map<String, Integer> won = new HashMap<>();
    private Node node;

    @BeforeEach
    void start() {
        node = TestNode.start(directory);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void shouldRefuseTheSecondOfTwoEditorsAndShowWhatTheFirstDid() throws IOException {
        final Path anna = exported("anna.yaml", "current");
        final Path ben = exported("ben.yaml", "current");
        edit(anna, "sla: 30s", "sla: 20s");
        edit(ben, "sla: 45s", "sla: 50s");

        assertSaid("Revision 2 decides now", "table publish " + anna + " --reason anna");
        final CommandRun second = run("table publish " + ben + " --reason ben");

        assertEquals(ExitCode.CONFLICT, second.code(), second.err());
        assertTrue(second.err().contains("What others changed since revision 1"), second.err());
        assertTrue(second.err().contains("treatment.sla: 30s becomes 20s"), second.err());
        assertTrue(second.err().contains("Revision 2 is current, not 1"), second.err());
        assertEquals("", second.out());
    }

    @Test
    void shouldPublishWhatWasExportedAgainAndAgain() throws IOException {
        for (int revision = 1; revision < 4; revision++) {
            final Path file = exported("again" + revision + ".yaml", "current");
            edit(file, revision == 1 ? "sla: 30s" : "sla: 2" + (revision - 1) + "s", "sla: 2" + revision + "s");

            assertSaid("Revision " + (revision + 1) + " decides now", "table publish " + file + " --reason again");
        }
        assertFalse(run("table export --bare").out().contains("# kairoute:"), "the mark is no part of the table");
    }

    @Test
    void shouldRefuseAFileThatDoesNotSayWhatItsWriterSawUnlessTold() throws IOException {
        final Path file = Files.copy(TABLE, directory.resolve("mine.yaml"));
        edit(file, "sla: 30s", "sla: 20s");

        final CommandRun untold = run("table publish " + file + " --reason x");

        assertEquals(ExitCode.USAGE, untold.code(), untold.err());
        assertTrue(untold.err().contains("treatment.sla: 30s becomes 20s"), untold.err());
        assertTrue(untold.err().contains("give --base 1"), untold.err());
        assertSaid("Revision 2 decides now", "table publish " + file + " --reason x --base 1");
        assertEquals(
                ExitCode.CONFLICT,
                run("table publish " + file + " --reason x --base 1").code());
        assertSaid("Revision 3 decides now", "table publish " + file + " --reason x --overwrite");
    }

    @Test
    void shouldAskAPersonWhoDidNotSayWhatTheySaw() throws IOException {
        final Path file = Files.copy(TABLE, directory.resolve("mine.yaml"));
        edit(file, "sla: 30s", "sla: 20s");
        final String[] words = words("table publish " + file + " --reason x");

        final CommandRun no = CommandRun.answering("n", words);
        assertFalse(no.out().contains("decides"), no.out());
        assertTrue(no.err().contains("treatment.sla: 30s becomes 20s"), no.err());
        assertTrue(no.err().contains("Replace revision 1, published by"), no.err());

        final CommandRun yes = CommandRun.answering("y", words);
        assertEquals(ExitCode.DONE, yes.code(), yes.err());
        assertTrue(yes.out().contains("Revision 2 decides now"), yes.out());
    }

    @Test
    void shouldTellAFileOfAnotherNodeFromItsOwn() throws IOException {
        final Path file = exported("other.yaml", "current");
        final String text = Files.readString(file);
        final int hash = text.indexOf("sha256=") + 7;
        Files.writeString(file, text.substring(0, hash) + "0".repeat(64) + text.substring(hash + 64));

        final CommandRun foreign = run("table publish " + file + " --reason x");

        assertEquals(ExitCode.USAGE, foreign.code(), foreign.err());
        assertTrue(foreign.err().contains("exported from another node or tenant"), foreign.err());
    }

    @Test
    void shouldSayWhatARollbackTakesBackAndRefuseOneThatSaysNothing() throws IOException {
        final Path file = exported("a.yaml", "current");
        edit(file, "sla: 30s", "sla: 20s");
        run("table publish " + file + " --reason x");

        final CommandRun untold = run("table rollback 1 --reason back");
        assertEquals(ExitCode.USAGE, untold.code(), untold.err());
        assertTrue(untold.err().contains("treatment.sla: 20s becomes 30s"), untold.err());
        final CommandRun late = run("table rollback 1 --base 1 --reason back");
        assertEquals(ExitCode.CONFLICT, late.code(), late.err());
        assertTrue(
                late.err().contains("If revision:1 is still to come back, give --base and the number of the current"),
                late.err());
        assertFalse(late.err().contains("Export the current table"), late.err());
        assertSaid("It would replace revision 2", "table rollback 1 --dry-run");
        assertSaid("Revision 3 decides now, as revision 1 did", "table rollback 1 --base 2 --reason back");
        assertSaid("Revision 3 decides already; nothing was changed", "table rollback 3 --reason back");
        assertSaid("Revision 3 decides already as revision 1 did", "table rollback 1 --reason back");
    }

    @Test
    void shouldNotReplaceADraftThatItsWriterDidNotSee() throws IOException {
        final Path file = exported("anna.yaml", "current");
        assertSaid("Kept: draft:spring", "table draft save " + file + " --id spring");
        final Path annas = exported("annas.yaml", "draft:spring");
        final Path bens = exported("bens.yaml", "draft:spring");
        edit(annas, "sla: 30s", "sla: 20s");
        edit(bens, "sla: 45s", "sla: 50s");

        final CommandRun again = run("table draft save " + file + " --id spring");
        assertEquals(ExitCode.USAGE, again.code(), again.err());
        assertTrue(again.err().contains("There is draft:spring already"), again.err());
        assertSaid("Kept: draft:spring", "table draft save " + annas);
        assertEquals(ExitCode.CONFLICT, run("table draft save " + bens).code());
        assertSaid("sla: 30s becomes 20s", "table diff current draft:spring");
        assertSaid("Kept: draft:spring", "table draft save " + bens + " --overwrite");
    }

    @Test
    void shouldRefuseADraftThatWasMadeFromAnOlderRevision() throws IOException {
        final Path file = exported("anna.yaml", "current");
        assertSaid("Kept: draft:spring", "table draft save " + file + " --id spring");
        edit(file, "sla: 30s", "sla: 20s");
        run("table publish " + file + " --reason x");

        final CommandRun late = run("table publish --draft spring --reason x --yes");
        assertEquals(ExitCode.CONFLICT, late.code(), late.err());
        assertTrue(late.err().contains("publish it with --base and its number"), late.err());
        assertTrue(late.err().contains("kairoute table draft save table.yaml --id spring"), late.err());
        assertEquals(
                ExitCode.CONFLICT,
                run("table draft schedule spring --at 2099-01-01T00:00:00Z --reason x --yes")
                        .code());
        assertSaid(
                "if revision 2 is still current",
                "table draft schedule spring --at 2099-01-01T00:00:00Z --reason x --base 2 --yes");
    }

    @Test
    void shouldCompareADryRunWithWhatDecidesNowAndSayWhenADraftIsGone() throws IOException {
        final Path file = exported("anna.yaml", "current");
        edit(file, "sla: 30s", "sla: 20s");
        assertSaid("Kept: draft:spring", "table draft save " + file + " --id spring");
        assertSaid("Kept: draft:twin", "table draft save " + file + " --id twin");

        final CommandRun published = run("table publish --draft spring --reason x --yes");
        final CommandRun twin = run("table publish --draft twin --dry-run");

        assertTrue(
                published.out().endsWith("draft:spring was published, and is no draft any more; it is revision:2.\n"),
                published.out());
        assertEquals(ExitCode.DONE, twin.code(), twin.err());
        assertEquals(
                "Nothing was published, and nothing is left to publish: revision 2 decides as draft:twin would.\n",
                twin.out());
        assertEquals("", twin.err());
    }

    @Test
    void shouldNotPublishADraftThatWasWrittenSinceItsPublisherSawIt() throws IOException {
        run("table draft save " + exported("anna.yaml", "current") + " --id spring");
        final String seen = etagOf("spring");
        final Path bens = exported("bens.yaml", "draft:spring");
        edit(bens, "sla: 30s", "sla: 20s");
        assertSaid("Kept: draft:spring", "table draft save " + bens);

        for (final String line : List.of(
                "table publish --draft spring --reason x",
                "table draft schedule spring --at 2099-01-01T00:00:00Z --reason x")) {
            final CommandRun untold = run(line);
            assertEquals(ExitCode.USAGE, untold.code(), untold.err());
            assertTrue(untold.err().contains("sla: 30s becomes 20s"), untold.err());
            assertTrue(untold.err().contains("give --etag " + etagOf("spring")), untold.err());
            assertEquals(ExitCode.CONFLICT, run(line + " --etag " + seen).code());

            final CommandRun no = CommandRun.answering("n", words(line));
            assertEquals("", no.out());
            assertTrue(no.err().contains("Take draft:spring as it is"), no.err());
        }
        assertSaid("Revision 2 decides now", "table publish --draft spring --reason x --etag " + etagOf("spring"));
    }

    private String etagOf(final String draft) {
        final CommandRun list = run("table draft list -o json");
        final Matcher etag = Pattern.compile("\"etag\": \"([^\"]+)\"").matcher(list.out());
        assertTrue(etag.find(), draft + " in " + list.out() + list.err());
        return etag.group(1);
    }

    @Test
    void shouldNotReplaceTuningRulesThatTheirWriterDidNotSee() throws IOException {
        run("table draft save " + exported("anna.yaml", "current") + " --id spring");
        final Path ofCurrent = directory.resolve("current.csv");
        final Path ofDraft = directory.resolve("draft.csv");
        run("table matrix export current --out " + ofCurrent);
        run("table matrix export draft:spring --out " + ofDraft);
        final Path unmarked = directory.resolve("bare.csv");
        run("table matrix export draft:spring --bare --out " + unmarked);

        // The draft's rules are still those of the revision.
        assertSaid("Kept: draft:spring with", "table matrix import " + ofCurrent + " --draft spring");
        final CommandRun stale = run("table matrix import " + ofDraft);
        assertEquals(ExitCode.CONFLICT, stale.code(), stale.err());
        final CommandRun untold = run("table matrix import " + unmarked + " --draft spring");
        assertEquals(ExitCode.USAGE, untold.code(), untold.err());
        assertSaid("Kept: draft:spring with", "table matrix import " + unmarked + " --draft spring --overwrite");
    }

    @Test
    void shouldSayWhosePlanAChangeOfADraftEnded() throws IOException {
        run("table draft save " + exported("anna.yaml", "current") + " --id spring");
        final String plan = "table draft schedule spring --at 2099-01-01T00:00:00Z --reason nightly --yes";
        assertSaid("Planned for 2099-01-01", plan);
        assertSaid("2099-01-01", "table draft list --planned");

        assertSaid("ended the publish that anybody planned for 2099-01-01", plan);
        assertSaid("(nightly)", "table draft save " + exported("again.yaml", "draft:spring"));
        assertSaid("Planned for 2099-01-01", plan);
        assertSaid("Called off: draft:spring", "table draft unschedule spring --reason later");
        assertSaid("Planned for 2099-01-01", plan);
        assertEquals(ExitCode.USAGE, run("table draft delete spring").code());
        assertSaid("ended the publish", "table draft delete spring --yes");
    }

    @Test
    void shouldLetNobodyReplaceUnseenInManyRaces() throws Exception {
        run("table draft save " + exported("seed.yaml", "current") + " --id spring");
        final ExecutorService editors = Executors.newFixedThreadPool(2);
        try {
            for (int race = 0; race < RACES; race++) {
                race(editors, race, race % 2 == 0 ? "current" : "draft:spring", words -> CommandRun.of(words)
                        .code());
            }
        } finally {
            editors.shutdownNow();
        }
    }

    @Test
    void shouldLetNobodyReplaceUnseenAcrossProcesses() throws Exception {
        final ExecutorService editors = Executors.newFixedThreadPool(2);
        try {
            for (int race = 0; race < PROCESS_RACES; race++) {
                race(editors, race, "current", this::inAProcess);
            }
        } finally {
            editors.shutdownNow();
        }
    }

    /** Runs a command line, and gives its exit code. */
    private interface Editor {
        int run(String... words) throws Exception;
    }

    // Both saw the same; one wins, the other one is told, and what is there is the winner's.
    private void race(final ExecutorService editors, final int race, final String table, final Editor editor)
            throws Exception {
        final List<Path> files = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            final Path file = exported("race" + race + "-" + i + ".yaml", table);
            Files.writeString(file, Files.readString(file) + "# race " + race + " editor " + i + "\n");
            files.add(file);
        }
        final CyclicBarrier ready = new CyclicBarrier(2);
        final List<Future<Integer>> ends = new ArrayList<>();
        for (final Path file : files) {
            final String line =
                    table.equals("current") ? "table publish " + file + " --reason race" : "table draft save " + file;
            ends.add(editors.submit(() -> {
                ready.await(PATIENCE_S, TimeUnit.SECONDS);
                return editor.run(words(line));
            }));
        }

        final int first = ends.get(0).get(PATIENCE_S, TimeUnit.SECONDS);
        final int second = ends.get(1).get(PATIENCE_S, TimeUnit.SECONDS);

        assertEquals(
                List.of(ExitCode.DONE, ExitCode.CONFLICT),
                Arrays.asList(Math.min(first, second), Math.max(first, second)),
                "race " + race);
        final int winner = first == ExitCode.DONE ? 0 : 1;
        final String there = run("table export " + table + " --bare").out();
        assertTrue(there.endsWith("# race " + race + " editor " + winner + "\n"), "race " + race);
        won.merge(table, 1, Integer::sum);
        assertEquals(won.get(table), count(there, "# race "), "every winner's line is still there");
    }

    private int inAProcess(final String... words) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Kairoute.class.getName()));
        command.addAll(Arrays.asList(words));
        final Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start();
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("no end of " + command);
        }
        return process.exitValue();
    }

    private Path exported(final String name, final String table) {
        final Path file = directory.resolve(name);
        final CommandRun run = run("table export " + table + " --out " + file);
        assertEquals(ExitCode.DONE, run.code(), run.err());
        return file;
    }

    private static void edit(final Path file, final String from, final String to) throws IOException {
        final String text = Files.readString(file);
        assertTrue(text.contains(from), from);
        Files.writeString(file, text.replace(from, to));
    }

    private static int count(final String text, final String part) {
        return text.split(part, -1).length - 1;
    }

    private String[] words(final String line) {
        final List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
        words.add("--target");
        words.add("127.0.0.1:" + node.adminPort());
        return words.toArray(String[]::new);
    }

    private CommandRun run(final String line) {
        return CommandRun.of(words(line));
    }

    private void assertSaid(final String part, final String line) {
        final CommandRun run = run(line);
        assertEquals(ExitCode.DONE, run.code(), run.err());
        assertTrue(run.out().contains(part), run.out() + run.err());
    }
}
