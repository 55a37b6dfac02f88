package io.kairoute.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.CommandRun;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlCommandsTest {
    private static final String TABLE = "../examples/telecom/table.yaml";

    @TempDir
    private Path directory = Path.of("");

    private Node node;

    @BeforeEach
    void start() {
        node = node(Path.of(TABLE));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void shouldTakeASupervisorThroughABadDay() {
        assertSaid("Declared: outage-", "occasions declare outage --region AU-VIC --for 4h --reason cable");
        assertSaid("AU-VIC", "occasions list");
        assertSaid("Held: outage-desk CLOSED", "queues override outage-desk closed --for 1h --reason drill");
        assertSaid("CLOSED until", "queues list");
        assertSaid("Taken.", "queues report outage-desk --wait 240 --depth 31 --available 0");
        assertSaid("stage-two is off until", "switch stage-two off --for 1h --reason wrong");
        assertSaid("experiments is on", "switch");
        assertSaid("No longer held", "queues clear outage-desk");
        assertTrue(run("audit list --kind queue_overridden")
                .out()
                .matches("(?s).*queue_overridden  outage-desk CLOSED until [^ ]+  anybody  127.0.0.1  drill.*"));
        assertRefused(
                "has no queue of the name in queue; did you mean \"outage-desk\"?",
                "queues override outage-dsk closed --for 1h --reason x");
        assertRefused("is no time span", "occasions declare outage --for soon --reason x");
    }

    @Test
    void shouldImportSwitchAndGoBackWhileTheNodeRuns() throws IOException {
        final Path mapping = Files.writeString(
                directory.resolve("mapping.yaml"),
                "format: 1\nmax_bad_share: 40%\nkey: {column: id, type: crm}\ntiers: [{tier: gold}]\n");
        final Path csv = Files.writeString(directory.resolve("customers.csv"), "id\n1\n2\n2\n");
        final Path rejects = directory.resolve("rejects.csv");
        final String files = csv + " --mapping " + mapping + " --rejects " + rejects;

        assertSaid("2 customers under 2 keys", "segments import " + files + " --set-version one --reason first");
        assertEquals("line,column,reason\n4,id,an earlier row has the same key\n", Files.readString(rejects));
        final CommandRun unasked = run("segments import " + files + " --set-version two --keep");
        assertEquals(ExitCode.NOT_WRITTEN, unasked.code(), unasked.err());
        assertEquals(rejects + " exists: name another --rejects, or replace it with --force.\n", unasked.err());
        assertSaid("Segment set 2, version two", "segments import " + files + " --force --set-version two --keep");
        assertSaid("kept", "segments list");
        assertSaid(
                "Segment set 2 serves from the next contact on, in place of set 1",
                "segments activate 2 --reason better");
        assertSaid(
                "Segment set 1 serves from the next contact on, in place of set 2", "segments rollback --reason worse");
        assertSaid("anybody  127.0.0.1  worse", "audit list --kind segment_set_activated");
        assertSaid(
                "Counts from the next contact on",
                "segments upsert crm:1 --tier gold --source-version 2 --set language=es");
        assertSaid("Source version 2 is known", "segments delete crm:1 --source-version 1");
        assertSaid("language         es", "segments get crm:1");
        assertSaid(
                "Erased: 2 entries of segment sets and 1 corrections", "segments erase crm:1 --reason ticket-9 --yes");
        assertRefused("Nobody is known by the key", "segments get crm:1");
        assertRefused("no word colour", "segments upsert crm:1 --tier gold --source-version 3 --set colour=red");
        assertRefused("give --reason, or --keep", "segments import " + files + " --force");
        final CommandRun again = run("segments import " + files + " --force --set-version two --keep");
        assertEquals(ExitCode.CONFLICT, again.code());
        assertTrue(again.err().contains("has this version already"), again.err());
    }

    @Test
    void shouldPublishCompareTryAndRollBack() throws IOException {
        final String text = Files.readString(Path.of(TABLE), StandardCharsets.UTF_8);
        final Path changed = Files.writeString(
                directory.resolve("changed.yaml"), text.replace("sla: 30s", "sla: 20s"), StandardCharsets.UTF_8);

        assertSaid("Kept: draft:faster", "table draft save " + changed + " --id faster --base 1");
        assertSaid("treatment.sla: 30s becomes 20s", "table diff current draft:faster");
        assertSaid("outage", "table try draft:faster --intent no_internet");
        assertSaid("Revision 2 decides now", "table publish --draft faster --reason quicker --yes");
        assertTrue(run("table publish " + TABLE + " --base 1 --reason late")
                .err()
                .contains("Revision 2 is current, not 1"));
        assertSaid("Revision 3 decides now, as revision 1 did", "table rollback 1 --base 2 --reason back");
        assertSaid("decides", "table list");
        assertSaid("Revision 3 is applied on all", "table list");
        final Path exported = directory.resolve("out.yaml");
        run("table export revision:2 --bare --out " + exported);
        assertEquals(Files.readString(changed), Files.readString(exported));
    }

    @Test
    void shouldShowPreviewAndSimulateOnTheRunningNode() throws IOException {
        assertSaid("Kept: draft:spring", "table draft save " + TABLE + " --id spring --base 1");
        final Path matrix = directory.resolve("tuning.csv");
        run("table matrix export draft:spring --out " + matrix);
        assertTrue(Files.readString(matrix).startsWith("id,"), Files.readString(matrix));
        assertSaid("Kept: draft:spring with", "table matrix import " + matrix + " --draft spring");
        contactFromVictoria();
        assertSaid("1 of 1 contacts of the last 2h would", "occasions preview outage --region AU-VIC --last 2h");
        assertSaid("1 contacts decided again", "table simulate draft:spring");
        assertSaid("1 contacts decided again", "table simulate " + TABLE);
        assertSaid("from-victoria", "decisions tail --count 5");
        assertSaid("time,decision_id", "decisions export -o csv");
        assertRefused("There is no draft nowhere", "table matrix import " + matrix + " --draft nowhere");
    }

    @Test
    void shouldKeepWhatWasPublishedUnlessTheConfiguredFileChanges() throws IOException {
        final String text = Files.readString(Path.of(TABLE), StandardCharsets.UTF_8);
        final Path changed = Files.writeString(directory.resolve("changed.yaml"), text.replace("sla: 30s", "sla: 20s"));
        run("table publish " + changed + " --base 1 --reason quicker");

        node.close();
        node = node(Path.of(TABLE));
        assertSaid("2  ", "table list --count 1");

        node.close();
        node = node(Files.writeString(directory.resolve("third.yaml"), text.replace("sla: 30s", "sla: 25s")));
        assertSaid("configuration", "table list --count 1");
    }

    @Test
    void shouldVerifyTheAuditTrailBesideTheNode() {
        final String data = " --data-dir " + directory.resolve("data");
        final String head = run("audit head" + data).out().strip();
        run("occasions declare outage --for 4h --reason cable --yes");

        assertSaid("All 3 entries are what was written.", "audit verify" + data + " --head " + head);
        final CommandRun longer = run("audit verify" + data + " --head default=9:" + "0".repeat(64));
        assertEquals(ExitCode.FAILED, longer.code());
        assertTrue(longer.out().contains("tail was cut off"), longer.out());
        final CommandRun nobody = run("audit verify" + data + " --head bnk=9:" + "0".repeat(64));
        assertEquals(ExitCode.FAILED, nobody.code());
        assertEquals(
                "wrong: tenant bnk: the log has no entry of it, and had 9: all of them were taken out, or the name is"
                        + " another one; there are entries of default\n",
                nobody.out());
    }

    @Test
    void shouldReplaySimulateAndShowLoggedDecisions() throws IOException {
        for (int i = 0; i < 20; i++) {
            assertEquals(
                    ExitCode.DONE,
                    CommandRun.of(
                                    "route",
                                    "--target",
                                    "127.0.0.1:" + node.routePort(),
                                    "--contact",
                                    "c" + i,
                                    "--intent",
                                    i % 2 == 0 ? "no_internet" : "overcharge",
                                    "--customer",
                                    "crm:" + i)
                            .code());
        }
        node.close();
        final String text = Files.readString(Path.of(TABLE), StandardCharsets.UTF_8);
        final Path changed = Files.writeString(directory.resolve("changed.yaml"), text.replace("sla: 30s", "sla: 45s"));
        final String data = " --data-dir " + directory.resolve("data");

        assertSaid("c19", "decisions tail" + data + " --count 1");
        assertEquals(
                11,
                run("decisions export -o csv --occasion outage" + data)
                        .out()
                        .lines()
                        .count());
        assertSaid("20 decisions came out the same, 0 differently", "decisions replay" + data);
        assertSaid("20 contacts decided again: 0 would go to another queue", "table simulate " + changed + data);
        assertSaid("+15.0 s", "table simulate " + changed + data);
        assertTrue(!run("decisions export" + data).out().contains("crm:"));
    }

    @Test
    void shouldBackUpARunningNodeAndRestoreIt() throws IOException {
        run("occasions declare outage --region AU-VIC --for 4h --reason cable");
        final Path file = directory.resolve("backup.zip");
        assertSaid("Written", "backup " + file + " --data-dir " + directory.resolve("data"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        node.close();

        final Path restored = directory.resolve("restored");
        assertSaid("3 entries of the control log checked", "restore " + file + " --data-dir " + restored);

        Files.move(directory.resolve("data"), directory.resolve("lost"));
        Files.move(restored, directory.resolve("data"));
        node = node(Path.of(TABLE));
        assertSaid("AU-VIC", "occasions list");
        assertRefused("holds something", "restore " + file + " --data-dir " + directory.resolve("data"));
        final byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        final Path damaged = Files.write(directory.resolve("damaged.zip"), bytes);
        assertEquals(
                ExitCode.FAILED,
                run("restore " + damaged + " --data-dir " + directory.resolve("other"))
                        .code());
    }

    @Test
    void shouldCheckARestoredLogWithAKeyThatIsKeptElsewhere() throws IOException {
        final Path key = Files.move(directory.resolve("data/control.key"), directory.resolve("kept.key"));
        final Path file = directory.resolve("backup.zip");
        run("backup " + file + " --data-dir " + directory.resolve("data"));

        assertSaid(
                "2 entries of the control log checked",
                "restore " + file + " --data-dir " + directory.resolve("checked") + " --control-key-file " + key);

        final Path other = Files.writeString(
                directory.resolve("other.key"),
                new StringBuilder(Files.readString(key).strip()).reverse());
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-------"));
        final CommandRun forged =
                run("restore " + file + " --data-dir " + directory.resolve("forged") + " --control-key-file " + other);
        assertEquals(ExitCode.FAILED, forged.code(), forged.err());
        assertTrue(forged.out().startsWith("wrong: "), forged::toString);

        final Path unchecked = directory.resolve("unchecked");
        assertSaid(
                "kairoute audit verify --data-dir " + unchecked + " --control-key-file FILE",
                "restore " + file + " --data-dir " + unchecked);
        assertRefused("There is no control key " + unchecked, "audit verify --data-dir " + unchecked);
        final Path mistyped = directory.resolve("mistyped");
        assertRefused(
                "There is no control key",
                "restore " + file + " --data-dir " + mistyped + " --control-key-file " + directory.resolve("none.key"));
        assertFalse(Files.exists(mistyped));
    }

    // A decision is answered before it is logged.
    private void contactFromVictoria() {
        final CommandRun routed = CommandRun.of(
                "route",
                "--target",
                "127.0.0.1:" + node.routePort(),
                "--contact",
                "from-victoria",
                "--region",
                "AU-VIC",
                "--intent",
                "no_internet");
        assertEquals(ExitCode.DONE, routed.code(), routed.err());
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!run("decisions tail").out().contains("from-victoria")) {
            assertTrue(System.nanoTime() < deadlineNs, "never logged");
        }
    }

    private Node node(final Path table) {
        return TestNode.start(directory, Map.of(Property.TABLES, TestNode.table(table)));
    }

    private CommandRun run(final String line) {
        final List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
        if (!line.contains("--data-dir")) {
            words.add("--target");
            words.add("127.0.0.1:" + node.adminPort());
        }
        return CommandRun.of(words.toArray(String[]::new));
    }

    private void assertSaid(final String part, final String line) {
        final CommandRun run = run(line);
        assertEquals(ExitCode.DONE, run.code(), run.err());
        assertTrue(run.out().contains(part), run.out() + run.err());
    }

    private void assertRefused(final String part, final String line) {
        final CommandRun run = run(line);
        assertNotEquals(ExitCode.DONE, run.code(), run.out());
        assertTrue(run.err().contains(part), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }
}
