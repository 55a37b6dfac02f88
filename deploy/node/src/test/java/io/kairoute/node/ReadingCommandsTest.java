package io.kairoute.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kairoute.ctl.CommandRun;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.gateway.node.Node;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Commands that read a running node, as people and programs read them. */
class ReadingCommandsTest {
    @TempDir
    private static Path directory = Path.of("");

    private static Node node;

    @BeforeAll
    static void start() {
        node = TestNode.start(directory);
        run("occasions declare outage --region AU-VIC --for 4h --id out-1 --reason Störung,断线");
        run("queues override outage-desk closed --for 1h --reason drill");
        CommandRun.of(
                "route", "--target", "127.0.0.1:" + node.routePort(), "--contact", "c-1", "--intent", "no_internet");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "occasions list",
                "occasions preview outage",
                "queues list",
                "switch",
                "audit list",
                "audit head",
                "decisions tail"
            })
    void shouldShowTheSameToPeopleAndPrograms(final String command) throws IOException {
        final CommandRun table = run(command);
        final CommandRun wide = run(command + " -o wide");
        final CommandRun json = run(command + " -o json");
        final CommandRun yaml = run(command + " -o yaml");

        for (final CommandRun run : List.of(table, wide, json, yaml)) {
            assertEquals(ExitCode.DONE, run.code(), run.err());
            assertTrue(!run.out().isBlank(), command);
        }
        assertTrue(JsonParser.parseString(json.out()).isJsonObject(), json.out());
        for (final Object document : new Load(LoadSettings.builder().build()).loadAllFromString(yaml.out())) {
            assertTrue(document instanceof Map, yaml.out());
        }
        try (OutputStream full = new FileOutputStream("/dev/full")) {
            assertEquals(
                    ExitCode.NOT_WRITTEN, CommandRun.into(full, words(command)).code());
        }
    }

    @Test
    void shouldShowALiveOccasionWithItsOccasionAndItsBeginning() {
        final String list = run("occasions list").out();

        assertTrue(
                list.lines().findFirst().orElse("").matches(" *ID +OCCASION +STATE +FROM +UNTIL +SCOPE +BY +REASON"),
                list);
        assertTrue(list.contains("out-1  outage"), list);
        assertTrue(list.contains("Störung,断线"), list);
    }

    @Test
    void shouldDeclareForEveryContactAndForLongOnceSomebodySaidSo() {
        final String everything = "occasions declare outage --for 30d --id all --reason x";

        assertEquals(ExitCode.FAILED, answering("n", everything).code());
        assertEquals(ExitCode.DONE, run(everything + " --check").code());
        assertEquals(ExitCode.DONE, answering("y", everything).code());
        assertTrue(run("occasions list").out().contains("every contact"));
        assertEquals(ExitCode.DONE, run("occasions resolve all").code());
    }

    @Test
    void shouldSayWhatAnOverrideReplacesAndAskAPersonFirst() {
        run("queues override billing closed --for 1h --reason drill");

        final CommandRun no = answering("n", "queues override billing open --for 1h --reason x");
        final CommandRun dry = run("queues override billing surge --for 1h --reason rush --dry-run");
        final CommandRun script = run("queues override billing surge --for 1h --reason rush");
        final CommandRun json = run("queues override billing open --for 1h --reason over -o json");

        assertEquals(ExitCode.FAILED, no.code());
        assertTrue(
                no.err().matches("billing is CLOSED until [^ ]+ by anybody: drill. Replace that\\? (?s).*"), no.err());
        assertTrue(script.out().startsWith("Held: billing SURGE until"), script.out());
        assertTrue(script.out().contains(" Contacts are treated as the table says for a surge."), script.out());
        assertTrue(script.out().matches("(?s).*In place of: CLOSED until [^ ]+ by anybody: drill\\.\\R"), script.out());
        assertTrue(dry.out().startsWith("It would be held: billing SURGE until"), dry.out());
        assertTrue(dry.out().contains("In place of: CLOSED until"), dry.out());
        assertEquals(
                "SURGE",
                JsonParser.parseString(json.out())
                        .getAsJsonObject()
                        .getAsJsonObject("replaced")
                        .get("kind")
                        .getAsString());
        assertEquals(ExitCode.DONE, run("queues clear billing").code());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --queue outage-dsk | The current table has no queue outage-dsk; did you mean outage-desk?
            --occasion outrage | The current table has no occasion outrage; did you mean outage?
            --tier golt        | The current table has no tier golt; did you mean gold?
            --tier diamond     | The current table has no tier diamond; it has platinum, gold
            """)
    void shouldSayThatANameIsNoneRatherThanShowNothing(final String filter, final String said) {
        for (final String command : List.of("decisions tail ", "decisions export ")) {
            final CommandRun run = run(command + filter);

            assertEquals(ExitCode.DONE, run.code(), run.err());
            assertEquals("", run.out());
            assertTrue(run.err().startsWith("No logged decision fits.\n"), run.err());
            assertTrue(run.err().contains(said), run.err());
        }
    }

    @Test
    void shouldSayNothingOfANameThatTheTableHas() {
        assertEquals(
                "No logged decision fits.\n",
                run("decisions tail --queue billing").err());
    }

    @Test
    void shouldExplainALoggedDecisionStepByStep() {
        final JsonObject logged = JsonParser.parseString(
                        run("decisions tail --contact c-1 -o json").out())
                .getAsJsonObject()
                .getAsJsonObject("decision");
        final String id = logged.get("decision_id").getAsString();

        final CommandRun why = run("decisions explain " + id);
        final CommandRun json = run("decisions explain " + id + " -o json --at 1m");
        final CommandRun none = run("decisions explain none");

        assertEquals(ExitCode.DONE, why.code(), why.err());
        assertTrue(why.out().startsWith("Contact c-1, decided at "), why.out());
        assertTrue(why.out().matches("(?s).*field +from +to +by\\R.*"), why.out());
        assertTrue(why.out().endsWith("Made again it comes out the same, byte for byte.\n"), why.out());
        assertEquals(
                "SAME",
                JsonParser.parseString(json.out())
                        .getAsJsonObject()
                        .get("outcome")
                        .getAsString());
        assertEquals(ExitCode.NOT_FOUND, none.code(), none.err());
    }

    @Test
    void shouldTellTheVersionsOfTheNodeAndOfTheCommandLine() {
        final CommandRun status = run("status");

        assertTrue(status.out().matches("(?s).*node version +development\\R.*"), status.out());
        assertTrue(status.out().matches("(?s).*client version +development\\R.*"), status.out());
        assertEquals("", status.err());
    }

    @Test
    void shouldExportDecisionsAsLinesOfJsonOrCsv() {
        final CommandRun json = run("decisions export --since 1h");
        final CommandRun csv = run("decisions export -o csv");

        assertTrue(
                JsonParser.parseString(json.out().lines().findFirst().orElse(""))
                        .isJsonObject(),
                json.out());
        assertTrue(csv.out().startsWith("time,decision_id,"), csv.out());
        assertEquals("", run("decisions export --until 2d").out());
    }

    @Test
    void shouldGiveAHeadThatVerifiesAsItIsPasted() {
        final String head = run("audit head").out().strip();

        final CommandRun verified = CommandRun.of(
                "audit", "verify", "--data-dir", directory.resolve("data").toString(), "--head", head);

        assertEquals(ExitCode.DONE, verified.code(), head + verified.out() + verified.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            occasions resolve nowhere                                   | 5 | There is no live occasion
            queues override outage-dsk closed --for 1h --reason x       | 5 | did you mean "outage-desk"?
            queues override billing redirect --to nowhere --for 1h --reason x | 5 | no queue of the name in --to
            queues override billing redirect --to billing --for 1h --reason x | 3 | leads back
            queues override billing open --to triage --for 1h --reason x | 2 | --to goes with kind REDIRECT only
            occasions declare outrage --region US --for 1h --reason x   | 5 | did you mean "outage"?
            occasions declare outage --region US- --for 1h --reason x   | 2 | one hyphen between two levels
            switch stagetwo off --for 1h --reason x                     | 2 | stage-two, experiments; did you mean "stage-two"?
            table diff current none.yaml                                | 5 | none.yaml does not exist
            table diff none current                                     | 2 | FROM reads current, revision:NUMBER or draft:ID.
            table validate none.yaml                                    | 5 | none.yaml does not exist
            table diff current revision:99                              | 5 | 99
            segments upsert crm:1 --tier gold --source-version 1 --set language=es,sub_tier=x | 2 | a comma belongs to the value
            segments import none.csv --mapping none.yaml --reason x     | 5 | none.csv does not exist
            occasions declare outage --region US --for 1h --id out-1 --reason again | 3 | There is a live occasion of this id
            occasions declare outage --for 1h --reason x                | 2 | Decide every contact as outage for 1h
            occasions declare outage --region US --for 400d --reason x  | 2 | these contacts as outage for 400d? Nobody can be asked
            occasions extend out-1 --for 8d                             | 2 | Have out-1 last for 8d from now? Nobody can be asked
            queues override triage closed --for 30d --reason x          | 2 | Hold triage for 30d? Nobody can be asked
            switch stage-two off --for 60d --reason x                   | 2 | Switch stage-two off for 60d? Nobody can be asked
            switch stage-two off --reason x                             | 2 | --for is needed
            """)
    void shouldTellTheKindsOfRefusalApart(final String command, final int code, final String part) {
        final CommandRun run = run(command);

        assertEquals(code, run.code(), run.err());
        assertTrue(run.err().contains(part), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    @Test
    void shouldKeepEveryEntryOnOneLineWhateverSomebodyWroteIntoIt() {
        final String odd = "first\nsecond\r\u2028third\u001b[8m\u202e";
        final String shown = "first second  third [8m";
        final String target = "127.0.0.1:" + node.adminPort();
        CommandRun.of("queues", "override", "triage", "closed", "--for", "1h", "--reason", odd, "--target", target);
        CommandRun.of("switch", "experiments", "off", "--for", "1h", "--reason", odd, "--target", target);

        final CommandRun audit = run("audit list --count 2");
        final CommandRun switches = run("switch");
        final CommandRun queues = run("queues list -o wide");
        final CommandRun replaced = run("queues override triage open --for 1h --reason x");

        assertEquals(3, audit.out().lines().count(), audit.out());
        assertEquals(2, switches.out().lines().count(), switches.out());
        assertEquals(2, replaced.out().lines().count(), replaced.out());
        for (final CommandRun run : List.of(audit, switches, queues, replaced)) {
            assertTrue(run.out().contains(shown), run.out());
            assertTrue(run.out().chars().noneMatch(c -> c != '\n' && Character.isISOControl(c)), run.out());
        }
        assertEquals(
                odd,
                JsonParser.parseString(run("audit list --count 1 --kind switch_set -o json")
                                .out())
                        .getAsJsonObject()
                        .getAsJsonArray("entries")
                        .get(0)
                        .getAsJsonObject()
                        .get("reason")
                        .getAsString());
        run("queues clear triage");
        run("switch experiments on --reason over");
    }

    @Test
    void shouldSayThatItIsTheOtherPort() {
        final CommandRun control = CommandRun.of("status", "--target", "127.0.0.1:" + node.routePort());
        final CommandRun route = CommandRun.of("route", "--target", "127.0.0.1:" + node.adminPort());

        assertTrue(control.err().contains("not the admin port"), control.err());
        assertTrue(route.err().contains("No decision from"), route.err());
        assertEquals(1, control.err().lines().count(), control.err());
        assertEquals(1, route.err().lines().count(), route.err());
    }

    private static CommandRun run(final String command) {
        return CommandRun.of(words(command));
    }

    private static CommandRun answering(final String answer, final String command) {
        return CommandRun.answering(answer, words(command));
    }

    private static String[] words(final String command) {
        final List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
        words.add("--target");
        words.add("127.0.0.1:" + node.adminPort());
        return words.toArray(String[]::new);
    }
}
