package io.kairoute.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.kairoute.ctl.CommandRun;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.gateway.config.ConfigLoader;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import io.kairoute.node.serve.NodeSetup;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
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
        final Map<Property, String> flags = new EnumMap<>(Map.of(
                Property.ROUTE_PORT, "0",
                Property.ADMIN_PORT, "0",
                Property.EVENT_LOOPS, "1",
                Property.DATA_DIR, directory.resolve("data").toString(),
                Property.TABLES,
                        "default=" + Path.of("../examples/telecom/table.yaml").toAbsolutePath()));
        node = NodeSetup.of(ConfigLoader.load(null, Map.of(), flags).config(), "test", note -> {})
                .start();
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
            queues override outage-dsk closed --for 1h --reason x       | 1 | did you mean "outage-desk"?
            occasions declare outage --for 1h --id out-1 --reason again | 3 | There is a live occasion of this id
            switch stage-two off --reason x                             | 2 | --for is needed
            """)
    void shouldTellTheKindsOfRefusalApart(final String command, final int code, final String part) {
        final CommandRun run = run(command);

        assertEquals(code, run.code(), run.err());
        assertTrue(run.err().contains(part), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
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

    private static String[] words(final String command) {
        final List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
        words.add("--target");
        words.add("127.0.0.1:" + node.adminPort());
        return words.toArray(String[]::new);
    }
}
