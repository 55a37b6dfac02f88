package io.kairoute.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import io.kairoute.ctl.CommandRun;
import io.kairoute.ctl.CommandWords;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.identity.NewKey;
import io.kairoute.gateway.node.Node;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command that has an answer, where the answer is lost: on a full disk, and on the way to a reader that is gone. */
class LostAnswersTest {
    /** These run until they are stopped. */
    private static final Set<String> WITHOUT_END = Set.of("serve", "demo", "occasions watch");
    /** These answer nothing, and tell a person what they did. */
    private static final Set<String> WITHOUT_ANSWER = Set.of("context set", "context use", "context remove");

    /** A day with the command line; each command finds what those before it left. A word in capitals stands for something. */
    private static final String DAY = """
            version
            help
            help exit-codes
            help environment
            completion bash
            config list
            config explain route.port
            config check DIR/kairoute.yaml
            key new pbx-1
            capacity --customers 10M --rate 20000
            context list
            status
            route --contact c-WAY --intent no_internet
            replay DIR/contacts.csv --mapping DIR/contacts.yaml --out DIR/decisions-WAY.csv
            table check TABLE
            table convert TABLE
            table schema
            table list
            table export
            table validate TABLE
            table diff revision:1 DIR/changed.yaml
            table try current --intent no_internet
            table simulate DIR/changed.yaml
            table publish DIR/changed.yaml --reason faster --yes
            table rollback 1 --reason slower --yes
            table draft save DIR/changed.yaml --id WAY --title faster
            table draft list
            table draft show WAY
            table draft approve WAY --etag ETAG --api-key-file DIR/second
            table draft schedule WAY --at TOMORROW --reason faster --yes
            table draft unschedule WAY --reason slower
            table matrix export draft:WAY
            table matrix import DIR/matrix.csv --draft WAY --yes
            table draft delete WAY --yes
            segments import DIR/customers.csv --mapping DIR/customers.yaml --reason first --set-version a-WAY
            segments import DIR/customers.csv --mapping DIR/customers.yaml --keep --set-version b-WAY
            segments list
            segments stats
            segments get crm:1
            segments upsert crm:2 --tier gold --source-version VERSION
            segments delete crm:2 --source-version VERSION
            segments activate SET --reason right
            segments rollback --reason wrong
            segments erase crm:2 --reason asked --yes
            occasions preview outage --region US-FL
            occasions declare outage --region US-FL --for 1h --id WAY --reason cable
            occasions list
            occasions extend WAY --for 2h
            occasions resolve WAY --reason mended
            queues list
            queues override billing closed --for 1h --reason drill
            queues clear billing
            queues report billing --wait 240
            switch
            switch experiments off --for 1h --reason odd
            switch experiments on --reason looked
            decisions tail
            decisions export
            decisions explain DECISION
            decisions replay --data-dir DATA
            outcomes import DIR/outcomes.csv --source WAY
            outcomes show DECISION
            outcomes tail
            outcomes coverage
            outcomes retract DECISION --source WAY --up-to 9
            audit list
            audit head
            audit verify --data-dir DATA
            doctor --data-dir DATA
            backup DIR/WAY.zip --data-dir DATA
            restore DIR/WAY.zip --data-dir DIR/restored-WAY
            """;

    @TempDir
    private static Path directory = Path.of("");

    private static final NewKey FIRST = NewKey.make(new SecureRandom());
    private static Node node;
    private static String decision = "";

    private int version;

    @BeforeAll
    static void start() throws IOException {
        final NewKey second = NewKey.make(new SecureRandom());
        write("second", second.key());
        write("callers.yaml", "keys:\n" + line("first", FIRST) + line("second", second));
        node = TestNode.start(
                directory,
                Map.of(
                        Property.IDENTITY_CREDENTIALS,
                        directory.resolve("callers.yaml").toString()));
        final String table = Files.readString(TestNode.TABLE);
        write("kairoute.yaml", "route:\n  port: 7500\n");
        write("changed.yaml", table.replace("sla: 30s", "sla: 20s"));
        write("contacts.csv", "id,why\nc-1,no_internet\n");
        write("contacts.yaml", "format: 1\nfields: {contact_id: {column: id}, intent: {column: why}}\n");
        write("customers.csv", "id\n1\n2\n");
        write("customers.yaml", "format: 1\nkey: {column: id, type: crm}\ntiers: [{tier: gold}]\n");
        decision = JsonParser.parseString(answer("route --contact c-1 --intent no_internet -o json"))
                .getAsJsonObject()
                .get("decision_id")
                .getAsString();
        write(
                "outcomes.csv",
                "decision_id,version,observed_time,transfers\n" + decision + ",1,"
                        + Instant.now().truncatedTo(ChronoUnit.SECONDS) + ",1\n");
        write("matrix.csv", answer("table matrix export"));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void shouldBeTriedWithEveryCommand() {
        final List<String> all = CommandWords.all().toList();
        final Set<String> untried = all.stream()
                .filter(command -> all.stream().noneMatch(other -> other.startsWith(command + " ")))
                .filter(command ->
                        !command.isEmpty() && !WITHOUT_END.contains(command) && !WITHOUT_ANSWER.contains(command))
                .collect(Collectors.toCollection(TreeSet::new));
        untried.removeIf(command -> DAY.lines().anyMatch(line -> (line + " ").startsWith(command + " ")));

        assertEquals(Set.of(), untried);
    }

    @Test
    void shouldAnswerToWhoeverListens() {
        final Map<String, String> wrong = new LinkedHashMap<>();
        for (final String line : DAY.lines().toList()) {
            final ByteArrayOutputStream out = new ByteArrayOutputStream();
            final CommandRun run = into(out, "heard", line);
            final boolean isDone = run.code() == ExitCode.DONE || isFinding(line, run);
            if (!isDone || out.size() == 0) {
                wrong.put(line, run.code() + " " + run.err());
            }
        }
        assertEquals(Map.of(), wrong);
    }

    @Test
    void shouldSayInOneLineThatTheDiskIsFull() throws IOException {
        final Map<String, String> wrong = new LinkedHashMap<>();
        for (final String line : DAY.lines().toList()) {
            try (OutputStream full = new FileOutputStream("/dev/full")) {
                final CommandRun run = into(full, "full", line);
                final List<String> said = run.err()
                        .lines()
                        .filter(each -> each.startsWith("The answer could not be written to standard output: "))
                        .toList();
                final boolean isTold = run.code() == ExitCode.NOT_WRITTEN || isFinding(line, run);
                if (!isTold || said.size() != 1 || run.err().contains("\tat ")) {
                    wrong.put(line, run.code() + " " + run.err());
                }
            }
        }
        assertEquals(Map.of(), wrong);
    }

    @Test
    void shouldEndQuietlyWhenItsReaderIsGone() {
        final OutputStream gone = new OutputStream() {
            @Override
            public void write(final int one) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        final Map<String, String> wrong = new LinkedHashMap<>();
        for (final String line : DAY.lines().toList()) {
            final CommandRun run = into(gone, "gone", line);
            final boolean isQuiet = run.code() == ExitCode.READER_GONE || isFinding(line, run);
            if (!isQuiet || run.err().contains("written") || run.err().contains("pipe")) {
                wrong.put(line, run.code() + " " + run.err());
            }
        }
        assertEquals(Map.of(), wrong);
    }

    /** What a checkup finds depends on the machine; its code tells that first. */
    private static boolean isFinding(final String line, final CommandRun run) {
        return line.startsWith("doctor ")
                && List.of(ExitCode.DOUBTFUL, ExitCode.FAILED).contains(run.code());
    }

    private CommandRun into(final OutputStream out, final String way, final String line) {
        String words = line.replace("DIR", directory.toString())
                .replace("DATA", directory.resolve("data").toString())
                .replace("TABLE", TestNode.TABLE.toString())
                .replace("DECISION", decision)
                .replace("WAY", way)
                .replace("TOMORROW", Instant.now().plus(Duration.ofDays(1)).toString());
        if (line.contains("VERSION")) {
            version++;
            words = words.replace("VERSION", String.valueOf(version));
        }
        if (line.contains("ETAG")) {
            words = words.replace("ETAG", field("table draft show " + way + " -o json", "etag"));
        }
        if (line.contains("SET")) {
            words = words.replace("SET", field("segments list -o json", "number"));
        }
        return CommandRun.into(out, variables(), words.split(" ", -1));
    }

    private static String field(final String command, final String name) {
        return answer(command).replaceAll("(?s).*?\"" + name + "\": \"?([^\",\\s]+)\"?.*", "$1");
    }

    private static String answer(final String line) {
        return CommandRun.with(variables(), line.split(" ", -1)).out();
    }

    private static Map<String, String> variables() {
        return Map.of(
                "KAIROUTE_TARGET",
                "127.0.0.1:" + node.adminPort(),
                "KAIROUTE_ROUTE_TARGET",
                "127.0.0.1:" + node.routePort(),
                "KAIROUTE_API_KEY",
                FIRST.key(),
                "KAIROUTE_CONTEXTS",
                directory.resolve("contexts.yaml").toString());
    }

    private static String line(final String name, final NewKey key) {
        return "  - {name: " + name + ", sha256: " + key.sha256() + ", tenant: default, roles: [admin, route]}\n";
    }

    private static void write(final String name, final String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }
}
