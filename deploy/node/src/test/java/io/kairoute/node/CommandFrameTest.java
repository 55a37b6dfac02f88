package io.kairoute.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.CommandRun;
import io.kairoute.ctl.CommandWords;
import io.kairoute.ctl.FakeServer;
import io.kairoute.ctl.outcome.ExitCode;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every command: where its answer goes, and how it says that something is wrong. */
final class CommandFrameTest {
    @TempDir
    private Path directory = Path.of("");

    static Stream<String> commands() {
        return CommandWords.all();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldTellTheShellThatTheDiskIsFull(final String command) throws IOException {
        try (OutputStream full = new FileOutputStream("/dev/full")) {
            final CommandRun run =
                    CommandRun.into(full, (command + " --help").strip().split(" ", -1));

            assertEquals(ExitCode.NOT_WRITTEN, run.code());
            assertEquals(1, run.err().lines().count(), run.err());
            assertTrue(run.err().startsWith("The answer could not be written to standard output: "), run.err());
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldEndQuietlyWhenItsReaderGoes(final String command) {
        final OutputStream gone = new OutputStream() {
            @Override
            public void write(final int one) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        final CommandRun run =
                CommandRun.into(gone, (command + " --help").strip().split(" ", -1));

        assertEquals(ExitCode.READER_GONE, run.code());
        assertEquals("", run.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            srve                              | There is no command srve; did you mean serve?
            tabel list                        | There is no command tabel; did you mean table?
            table lsit                        | There is no command lsit; did you mean list?
            occasions list --tenat x          | There is no option --tenat; did you mean --tenant?
            route --contct x                  | There is no option --contct; did you mean --contact?
            key new a b                       | There is one word too many: b.
            audit                             | Which one: kairoute audit list|head|verify.
            help tabel                        | There is no command tabel; kairoute has serve, demo, route
            help table publsh                 | There is no command table publsh; kairoute table has list,
            config explain route.prt          | There is no property route.prt; did you mean route.port?
            config explain tls.cert           | did you mean route.tls.cert?
            completion tcsh                   | SHELL: "tcsh" is none of bash, zsh, fish.
            occasions list -o xml             | --output: "xml" is none of table, wide, json, yaml.
            occasions declare x --for soon --reason x | --for: "soon" is no time span such as
            audit list --since soon           | --since: "soon" is no time such as
            decisions tail --data-dir a --target b | Give --data-dir or --target, not both.
            decisions tail --data-dir a -f    | -f follows a running node
            decisions replay                  | --data-dir DIR is needed: the data directory, beside a node or without one.
            decisions replay --data-dir none  | There is no data directory none.
            decisions replay --data-dir a --target b | There is no option --target
            audit head --data-dir none        | There is no data directory none.
            context use nowhere               | There is no context nowhere
            status --context nowhere          | There is no context nowhere
            status --target ::1:18401         | write an IPv6 address in brackets, as [::1]:18401.
            status --target http://localhost  | is no host:port
            status --target a:b@c:1           | --target:
            switch stage-two                  | Say on or off
            """)
    void shouldSayInOneSentenceWhatIsMeant(final String line, final String sentence) {
        final CommandRun run = CommandRun.of(line.split(" ", -1));

        assertTrue(run.code() == ExitCode.USAGE || run.code() == ExitCode.NOT_FOUND, run.code() + run.err());
        assertTrue(run.err().lines().findFirst().orElse("").contains(sentence), run.err());
        assertTrue(run.err().lines().count() <= 2, run.err());
        assertEquals("", run.out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            status --target nohost.invalid:7401 | There is no host nohost.invalid; check --target.
            status --target 127.0.0.1:1         | No node answers at 127.0.0.1:1; is one running there
            route --target nohost.invalid:7400  | No decision from nohost.invalid:7400
            route --http --target 127.0.0.1:1   | No decision from 127.0.0.1:1
            """)
    void shouldSayThatNoNodeAnswers(final String line, final String sentence) {
        final CommandRun run = CommandRun.of(line.split(" ", -1));

        assertEquals(ExitCode.UNREACHABLE, run.code(), run.err());
        assertTrue(run.err().startsWith(sentence), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            table check DIR/none.yaml                           | 5 | none.yaml does not exist.
            table check DIR/none.binpb                          | 5 | none.binpb does not exist.
            table convert DIR/none.yaml                         | 5 | none.yaml does not exist.
            table validate DIR/none.yaml                        | 5 | none.yaml does not exist.
            replay DIR/none.csv --mapping DIR/none.yaml         | 5 | none.yaml does not exist.
            segments import DIR/none.csv --mapping DIR/none.yaml --data-dir DIR/d | 5 | none.csv does not exist.
            backup DIR/b.zip --data-dir DIR/none                | 5 | is no data directory.
            restore DIR/none.zip --data-dir DIR/new             | 5 | none.zip does not exist.
            restore DIR/none.zip --data-dir DIR                 | 7 | holds something; name a new directory.
            audit verify --data-dir DIR/none                    | 5 | There is no control log
            status --api-key-file DIR/none                      | 5 | none does not exist.
            status --ca DIR/none                                | 5 | none does not exist.
            audit verify --data-dir DIR --head default=1        | 2 | it reads COUNT:HASH
            audit verify --data-dir DIR --head a=1:HASH --head a=2:HASH | 2 | tenant a is given twice
            serve --table DIR/none.yaml                         | 2 | No data directory is set
            serve --data-dir DIR/d                              | 2 | No table is set
            serve --data-dir DIR/d --set colour=red             | 2 | there is no property colour
            serve --data-dir DIR/d --set event_loops=1 --set event_loops=2 | 2 | event_loops is given twice
            demo --customers 0                                  | 2 | it must be 1 to
            key new a --role king                               | 2 | there is no role king
            """)
    void shouldTellByTheCodeWhetherSomethingIsMissingMistypedOrInTheWay(
            final String line, final int code, final String sentence) throws IOException {
        Files.writeString(directory.resolve("file"), "in the way");

        final CommandRun run = CommandRun.of(line.replace("DIR", directory.toString())
                .replace("HASH", "0".repeat(64))
                .split(" ", -1));

        assertEquals(code, run.code(), run.err());
        assertTrue(run.err().contains(sentence), run.err());
    }

    @Test
    void shouldRefuseAnArgumentThatTheLocaleCutShort() {
        final CommandRun run = CommandRun.of("occasions", "declare", "x", "--for", "1h", "--reason", "St\uFFFDrung");

        assertEquals(ExitCode.USAGE, run.code());
        assertTrue(run.err().contains("LC_ALL=C.UTF-8"), run.err());
    }

    @Test
    void shouldKeepContextsAndUseThem() throws IOException {
        final Map<String, String> variables = new HashMap<>();
        variables.put("KAIROUTE_CONTEXTS", directory.resolve("contexts.yaml").toString());
        Files.writeString(directory.resolve("key"), "kr_of_context\n");

        try (FakeServer server = new FakeServer()) {
            final String target = server.grpcTarget().authority();
            final CommandRun set = CommandRun.with(
                    variables,
                    "context",
                    "set",
                    "test",
                    "--target",
                    "127.0.0.1:1",
                    "--route-target",
                    target,
                    "--api-key-file",
                    directory.resolve("key").toString());
            final CommandRun routed = CommandRun.with(variables, "route", "--intent", "x");
            final CommandRun list = CommandRun.with(variables, "context", "list", "-o", "json");
            variables.put("KAIROUTE_API_KEY", "kr_of_variable");
            final CommandRun again = CommandRun.with(
                    variables,
                    "route",
                    "--http",
                    "--target",
                    server.jsonTarget().authority());

            assertEquals(ExitCode.DONE, set.code(), set.err());
            assertEquals(ExitCode.DONE, routed.code(), routed.err());
            assertEquals(ExitCode.DONE, again.code(), again.err());
            assertTrue(list.out().contains("\"current\": \"test\""), list.out());
            assertFalse(list.out().contains("kr_of_context"), list.out());
            assertEquals("[kr_of_context, kr_of_variable]", server.keysSeen().toString());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            version            | kairoute development
            version -o json    | "version": "development"
            version -o yaml    | version: development
            help exit-codes    | no node answers there, or not in time
            help environment   | KAIROUTE_API_KEY_FILE
            help table publish | Usage: kairoute table publish
            completion bash    | complete -F _complete_kairoute
            completion fish    | complete -c kairoute
            config list        | route.longest_deadline
            config explain route.port | KAIROUTE_ROUTE_PORT
            config explain KAIROUTE_ROUTE_PORT -o json | "property": "route.port"
            """)
    void shouldTellOfItselfWithoutANode(final String line, final String part) {
        final CommandRun run = CommandRun.of(line.split(" ", -1));

        assertEquals(ExitCode.DONE, run.code(), run.err());
        assertTrue(run.out().contains(part), run.out());
        assertEquals("", run.err());
    }

    @Test
    void shouldReplaceNoFileUnasked() throws IOException {
        final String table = "../examples/telecom/table.yaml";
        final Path file = Files.writeString(directory.resolve("out.yaml"), "mine");

        final CommandRun refused = CommandRun.of("table", "convert", table, "--out", file.toString());
        final String kept = Files.readString(file);
        final CommandRun full = CommandRun.of("table", "convert", table, "--out", "/dev/full");
        final CommandRun forced = CommandRun.of("table", "convert", table, "--out", file.toString(), "--force");

        assertEquals(ExitCode.NOT_WRITTEN, refused.code(), refused.err());
        assertEquals("mine", kept);
        assertEquals(ExitCode.NOT_WRITTEN, full.code(), full.err());
        assertEquals(1, full.err().lines().count(), full.err());
        assertEquals(ExitCode.DONE, forced.code(), forced.err());
        assertTrue(Files.readString(file).startsWith("table: telecom"), Files.readString(file));
    }

    @Test
    void shouldCheckAConfiguration() throws IOException {
        final Path good = Files.writeString(directory.resolve("good.yaml"), "route:\n  port: 7500\n");
        final Path bad = Files.writeString(directory.resolve("bad.yaml"), "route:\n  prot: 7500\n");

        assertEquals(
                ExitCode.DONE, CommandRun.of("config", "check", good.toString()).code());
        final CommandRun run = CommandRun.of("config", "check", bad.toString());
        assertEquals(ExitCode.FAILED, run.code());
        assertTrue(run.err().contains("prot"), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }
}
