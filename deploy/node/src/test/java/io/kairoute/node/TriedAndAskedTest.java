package io.kairoute.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.CommandRun;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.gateway.node.Node;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is only tried changes nothing on a node, and what cannot be undone is asked about. */
final class TriedAndAskedTest {
    private static final Path TABLE = TestNode.TABLE;
    private static final String ERASE = "segments erase crm:1 --reason ticket-9";

    @TempDir
    private Path directory = Path.of("");

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
    void shouldShowWhatAPublishWouldChangeAndChangeNothing() throws IOException {
        final Path changed = changedTable();
        final String before = state();

        final CommandRun dry = admin("table publish " + changed + " --base 1 --dry-run");

        assertEquals(ExitCode.DONE, dry.code(), dry.err());
        assertTrue(dry.out().contains("treatment.sla: 30s becomes 20s"), dry.out());
        assertTrue(dry.out().contains("Nothing was published"), dry.out());
        assertEquals(before, state());
    }

    @Test
    void shouldShowWhatAPublishOfADraftWouldChangeAndLeaveTheDraftToBePublished() throws IOException {
        assertSaid("Kept: draft:spring", "table draft save " + changedTable() + " --id spring --base 1");
        final String before = state();

        final CommandRun dry = admin("table publish --draft spring --dry-run");

        assertEquals(ExitCode.DONE, dry.code(), dry.err());
        assertTrue(dry.out().contains("treatment.sla: 30s becomes 20s"), dry.out());
        assertEquals(before, state());
        assertSaid("Revision 2 decides now", "table publish --draft spring --reason quicker --yes");
    }

    @Test
    void shouldRefuseADryRunWhereThePublishWouldBeRefused() throws IOException {
        final Path changed = changedTable();
        assertSaid("Revision 2 decides now", "table publish " + changed + " --base 1 --reason first");
        final Path wrong = Files.writeString(
                directory.resolve("wrong.yaml"), Files.readString(TABLE).replace("sla: 30s", "sla: soon"));
        final Path another = Files.writeString(
                directory.resolve("another.yaml"), Files.readString(changed).replace("sla: 20s", "sla: 25s"));
        final String before = state();

        final CommandRun late = admin("table publish " + another + " --base 1 --dry-run");
        final CommandRun broken = admin("table publish " + wrong + " --base 2 --dry-run");

        assertEquals(ExitCode.CONFLICT, late.code(), late.out() + late.err());
        assertTrue(late.err().contains("Revision 2 is current, not 1"), late.err());
        assertEquals(ExitCode.FAILED, broken.code(), broken.out() + broken.err());
        assertTrue(broken.err().contains("wrong.yaml:"), broken.err());
        assertEquals(before, state());
    }

    @Test
    void shouldSayInTypedWordsWhatIsWrongWithAFileThatIsCompared() throws IOException {
        final Path wrong = Files.writeString(
                directory.resolve("wrong.yaml"), Files.readString(TABLE).replace("sla: 30s", "sla: soon"));

        final CommandRun run = admin("table diff current " + wrong);

        assertEquals(ExitCode.FAILED, run.code(), run.err());
        assertTrue(run.err().startsWith(wrong + ":"), run.err());
        assertTrue(run.err().endsWith("They cannot be compared: " + wrong + " has errors.\n"), run.err());
        assertFalse(run.err().contains("to_document"), run.err());
    }

    @Test
    void shouldDecideAContactThatIsOnlyTriedWithoutLoggingOrCountingIt() throws Exception {
        assertEquals(ExitCode.DONE, route("real").code());
        final String counted = decisionsCounted();
        final CommandRun dry = route("tried", "--dry-run");
        final CommandRun explained = route("explained", "--dry-run", "--explain");
        final CommandRun json = route("over-http", "--dry-run", "--http");

        for (final CommandRun run : List.of(dry, explained, json)) {
            assertEquals(ExitCode.DONE, run.code(), run.err());
            assertTrue(run.out().contains("outage-desk"), run.out());
        }
        assertEquals(counted, decisionsCounted());
        // The log writes in order: what was decided before a decision that is there would be there, too.
        assertEquals(ExitCode.DONE, route("last").code());
        final String log = admin("decisions tail").out();
        assertTrue(log.contains("last"), log);
        assertTrue(log.contains("real"), log);
        assertFalse(log.contains("tried") || log.contains("explained") || log.contains("over-http"), log);
    }

    @Test
    void shouldEraseACustomerOnlyWhenSomebodySaysYes() throws IOException {
        importCustomers();

        final CommandRun no = CommandRun.answering("n", words(ERASE));
        final CommandRun nothing = CommandRun.answering("", words(ERASE));
        for (final CommandRun run : List.of(no, nothing)) {
            assertEquals(ExitCode.FAILED, run.code(), run.err());
            assertTrue(run.err().contains("tier gold"), run.err());
            assertTrue(run.err().contains("Erase this customer for good? [y/N]"), run.err());
            assertTrue(run.err().endsWith("Nothing was done.\n"), run.err());
            assertEquals("", run.out());
        }
        assertSaid("gold", "segments get crm:1");

        final CommandRun yes = CommandRun.answering("y", words(ERASE));
        assertEquals(ExitCode.DONE, yes.code(), yes.err());
        assertTrue(yes.out().contains("Erased: 1 entries of segment sets"), yes.out());
        assertEquals(ExitCode.NOT_FOUND, admin("segments get crm:1").code());
        assertSaid("gold", "segments get crm:2");
    }

    @Test
    void shouldEraseNobodyWhereNobodyCanBeAsked() throws IOException {
        importCustomers();

        final CommandRun script = admin(ERASE);

        assertEquals(ExitCode.USAGE, script.code(), script.err());
        assertTrue(script.err().contains("Nobody can be asked here; give --yes"), script.err());
        assertSaid("gold", "segments get crm:1");
        assertSaid("Erased: 1 entries of segment sets", ERASE + " --yes");
    }

    @Test
    void shouldAskAboutACustomerWhomNobodyKnows() throws IOException {
        importCustomers();

        final CommandRun yes = CommandRun.answering("y", words("segments erase crm:77 --reason ticket-9"));

        assertEquals(ExitCode.DONE, yes.code(), yes.err());
        assertTrue(yes.err().contains("Nobody is known by the key"), yes.err());
        assertTrue(yes.out().contains("nothing was erased"), yes.out());
    }

    private void importCustomers() throws IOException {
        final Path mapping = Files.writeString(
                directory.resolve("mapping.yaml"), "format: 1\nkey: {column: id, type: crm}\ntiers: [{tier: gold}]\n");
        final Path csv = Files.writeString(directory.resolve("customers.csv"), "id\n1\n2\n");
        assertSaid("2 customers under 2 keys", "segments import " + csv + " --mapping " + mapping + " --reason first");
    }

    private Path changedTable() throws IOException {
        return Files.writeString(
                directory.resolve("changed.yaml"), Files.readString(TABLE).replace("sla: 30s", "sla: 20s"));
    }

    // Everything a publish changes; the trail has what was tried, too, if it was written.
    private String state() {
        return admin("table list -o json").out()
                + admin("table draft list -o json").out()
                + admin("table export --bare").out()
                + admin("audit list -o json").out();
    }

    private CommandRun route(final String contact, final String... more) {
        final List<String> words = new ArrayList<>(List.of(
                "route", "--target", "127.0.0.1:" + node.routePort(), "--contact", contact, "--intent", "no_internet"));
        words.addAll(List.of(more));
        return CommandRun.of(words.toArray(String[]::new));
    }

    private String decisionsCounted() throws IOException, InterruptedException {
        final String metrics = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.adminPort() + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        final String counted = metrics.lines()
                .filter(line -> line.startsWith("kairoute_decisions_total{") && !line.endsWith(" 0.0"))
                .sorted()
                .collect(Collectors.joining("\n"));
        assertTrue(counted.contains(" 1"), metrics);
        return counted;
    }

    private String[] words(final String line) {
        final List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
        words.add("--target");
        words.add("127.0.0.1:" + node.adminPort());
        return words.toArray(String[]::new);
    }

    private CommandRun admin(final String line) {
        return CommandRun.of(words(line));
    }

    private void assertSaid(final String part, final String line) {
        final CommandRun run = admin(line);
        assertEquals(ExitCode.DONE, run.code(), run.err());
        assertTrue(run.out().contains(part), run.out() + run.err());
    }
}
