package io.kairoute.node.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kairoute.ctl.CommandRun;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.gateway.config.ConfigLoader;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import io.kairoute.node.serve.NodeSetup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a directory that a node has, had, or left behind. */
class DoctorCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path TABLE = Path.of("../examples/telecom/table.yaml").toAbsolutePath();

    @TempDir
    private Path temp = Path.of("");

    @Test
    void shouldFindADirectoryThatWasClosedAsItShouldBe() throws Exception {
        start().close();

        final Map<String, JsonNode> found = look();

        for (final String about : List.of(
                "version",
                "configuration",
                "data directory",
                "lock",
                "control log",
                "table of default",
                "segments of default",
                "decisions of default",
                "clock",
                "route port")) {
            assertEquals("OK", state(found, about), about);
        }
        assertTrue(
                text(found, "table of default").startsWith("revision 1 is the newest"),
                text(found, "table of default"));
        assertTrue(text(found, "lock").contains("closed it"), text(found, "lock"));
    }

    @Test
    void shouldSayWhoHasTheDirectoryAndReadItBesideThem() throws Exception {
        try (Node node = start()) {
            final Map<String, JsonNode> found = look();

            assertEquals("OK", state(found, "lock"));
            assertTrue(
                    text(found, "lock")
                            .startsWith("held by pid " + ProcessHandle.current().pid()),
                    text(found, "lock"));
            assertEquals("OK", state(found, "control log"));
            assertTrue(!found.containsKey("route port"), "the port is the node's own");
            assertTrue(node.isReady());
        }
    }

    @Test
    void shouldChangeNoByteOfADirectoryThatWasClosedNorOfOneThatWasLeft() throws Exception {
        final Path left = temp.resolve("left");
        try (Node node = start()) {
            route(node);
            copy(data(), left);
        }
        cutTail(left);
        Files.writeString(left.resolve("tenants/default/segments/.tmp-set"), "half");
        for (final Path directory : List.of(data(), left)) {
            final Map<String, String> before = contents(directory);

            final Map<String, JsonNode> found = look("--data-dir", directory.toString());

            assertEquals("OK", state(found, "control log"));
            assertEquals(before, contents(directory));
        }
    }

    @Test
    void shouldTellOfAnOwnerThatWasKilledATailThatIsCutAndWhatIsHalfDone() throws Exception {
        final Path left = temp.resolve("left");
        try (Node node = start()) {
            route(node);
            copy(data(), left);
        }
        cutTail(left);
        Files.writeString(left.resolve("tenants/default/segments/.tmp-set"), "half");

        final Map<String, JsonNode> found = look("--data-dir", left.toString());

        assertEquals("WARN", state(found, "lock"));
        assertTrue(text(found, "lock").contains("did not close it"), text(found, "lock"));
        assertEquals("WARN", state(found, "decisions of default"));
        assertTrue(
                text(found, "decisions of default").contains("tail was cut off"), text(found, "decisions of default"));
        assertEquals("WARN", state(found, "leftovers"));
    }

    @Test
    void shouldFindALogThatIsNotWhatWasWrittenAndEndWithOne() throws Exception {
        start().close();
        overwrite(data().resolve("control.key"), 3);

        final CommandRun run = run("--data-dir", data().toString());

        assertEquals(ExitCode.FAILED, run.code());
        assertTrue(run.out().contains("fault  control log"), run.out());
        assertTrue(run.out().contains("Something is wrong"), run.out());
    }

    @Test
    void shouldFindASegmentSetThatIsOldAndOneWhoseFileIsCutOff() throws Exception {
        start().close();
        final Path customers = Files.writeString(temp.resolve("customers.csv"), """
                customerID,SeniorCitizen,Partner,Dependents,tenure,InternetService,Contract,PaymentMethod,MonthlyCharges,TotalCharges,Churn
                0001-TEST,0,Yes,No,60,DSL,Two year,Mailed check,99.5,5970,No
                """);
        Files.setLastModifiedTime(customers, FileTime.from(Instant.now().minus(Duration.ofDays(40))));
        final CommandRun imported = CommandRun.of(
                "segments",
                "import",
                customers.toString(),
                "--mapping",
                TABLE.resolveSibling("customers-mapping.yaml").toString(),
                "--data-dir",
                data().toString());
        assertEquals(ExitCode.DONE, imported.code(), imported.err());
        final Map<String, JsonNode> old = look();
        assertEquals("WARN", state(old, "segments of default"));
        assertTrue(text(old, "segments of default").contains("1 customers, as of 40 days ago"));

        try (FileChannel file = FileChannel.open(
                data().resolve("tenants/default/segments/set-000001/profiles.map"), StandardOpenOption.WRITE)) {
            file.truncate(9);
        }

        final Map<String, JsonNode> cut = look();
        assertEquals("FAULT", state(cut, "segments of default"));
        assertTrue(
                text(cut, "segments of default").contains("its file has 9 bytes of"), text(cut, "segments of default"));
    }

    @Test
    void shouldSayThatANewerVersionWroteTheDirectory() throws Exception {
        start().close();
        Files.writeString(data().resolve("FORMAT"), "kairoute data directory, format 3\n");

        final Map<String, JsonNode> found = look();

        assertEquals("FAULT", state(found, "data directory"));
        assertEquals("it has format 3, and this version reads up to 2", text(found, "data directory"));
        assertTrue(!found.containsKey("control log"), "nothing in it is read");
    }

    @Test
    void shouldSayThatThereIsNoDirectoryOrNoneOfOurs() throws Exception {
        assertEquals("FAULT", state(look("--data-dir", temp.resolve("nowhere").toString()), "data directory"));

        final Path strange = Files.createDirectory(temp.resolve("strange"));
        Files.writeString(strange.resolve("notes"), "x");
        assertEquals("FAULT", state(look("--data-dir", strange.toString()), "data directory"));
        assertEquals(1, contents(strange).size());
    }

    @Test
    void shouldTellWhatIsWrongWithAConfigurationAndLookAtTheDirectoryAllTheSame() throws Exception {
        start().close();
        final Path config = Files.writeString(temp.resolve("kairoute.yaml"), "route: {prot: 7400}\n");

        final Map<String, JsonNode> found = look("--config", config.toString(), "--data-dir", data().toString());

        assertEquals("FAULT", state(found, "configuration"));
        assertTrue(text(found, "configuration").contains("route.prot"), text(found, "configuration"));
        assertEquals("OK", state(found, "control log"));
    }

    @Test
    void shouldFindAPortThatIsTakenAndACertificateThatIsNone() throws Exception {
        start().close();
        final Path none = Files.writeString(temp.resolve("none.pem"), "none");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final Map<String, JsonNode> found = look(
                    "--data-dir",
                    data().toString(),
                    "--set",
                    "route.port=" + taken.getLocalPort(),
                    "--set",
                    "admin.port=0",
                    "--set",
                    "admin.tls.cert=" + none,
                    "--set",
                    "admin.tls.key=" + none);

            assertEquals("FAULT", state(found, "route port"));
            assertEquals("FAULT", state(found, "admin certificate"));
            assertEquals("OK", state(found, "admin port"));
        }
    }

    @Test
    void shouldAskWhatToLookAt() {
        assertEquals(ExitCode.USAGE, CommandRun.of("doctor").code());
    }

    private Node start() {
        final Map<Property, String> flags = new EnumMap<>(Map.of(
                Property.ROUTE_PORT, "0",
                Property.ADMIN_PORT, "0",
                Property.EVENT_LOOPS, "1",
                Property.DATA_DIR, data().toString(),
                Property.TABLES, "default=" + TABLE));
        return NodeSetup.of(ConfigLoader.load(null, Map.of(), flags).config(), "test", note -> {})
                .start();
    }

    private static void route(final Node node) {
        final CommandRun routed =
                CommandRun.of("route", "--target", "127.0.0.1:" + node.routePort(), "--contact", "c-1");
        assertEquals(ExitCode.DONE, routed.code(), routed.err());
        while (!node.meters().scrape().contains("kairoute_decisions_logged_total 1.0")) {
            Thread.onSpinWait();
        }
    }

    private Path data() {
        return temp.resolve("data");
    }

    private Map<String, JsonNode> look() throws IOException {
        return look("--data-dir", data().toString());
    }

    /** By what was looked at, what was found; the exit code must say the worst of it. */
    private static Map<String, JsonNode> look(final String... arguments) throws IOException {
        final List<String> words =
                Stream.concat(Stream.of(arguments), Stream.of("-o", "json")).toList();
        final CommandRun run = run(words.toArray(String[]::new));
        final JsonNode answer = JSON.readTree(run.out());
        final Map<String, JsonNode> found = new LinkedHashMap<>();
        answer.get("findings").forEach(one -> found.put(one.get("about").asText(), one));
        assertEquals(
                Map.of("OK", ExitCode.DONE, "WARN", ExitCode.DOUBTFUL, "FAULT", ExitCode.FAILED)
                        .get(answer.get("state").asText()),
                run.code(),
                run.out());
        found.values()
                .forEach(one -> assertEquals(
                        one.get("state").asText().equals("OK"),
                        one.get("todo").asText().isEmpty(),
                        one.toString()));
        return found;
    }

    /** With ports that are free, unless others are set. */
    private static CommandRun run(final String... arguments) {
        final Stream<String> ports = Stream.of("--set", "route.port=0", "--set", "admin.port=0")
                .filter(word -> Stream.of(arguments).noneMatch(given -> given.startsWith("route.port=")));
        return CommandRun.of(Stream.of(Stream.of("doctor"), ports, Stream.of(arguments))
                .flatMap(words -> words)
                .toArray(String[]::new));
    }

    private static String state(final Map<String, JsonNode> found, final String about) {
        return Objects.requireNonNull(found.get(about), () -> about + " is not in " + found.keySet())
                .get("state")
                .asText();
    }

    private static String text(final Map<String, JsonNode> found, final String about) {
        return Objects.requireNonNull(found.get(about)).get("found").asText();
    }

    private static void copy(final Path from, final Path to) throws IOException {
        for (final Path file : all(from)) {
            final Path target = to.resolve(from.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(target);
            } else {
                Files.copy(file, target);
            }
        }
    }

    private static void cutTail(final Path directory) throws IOException {
        final Path chunk = all(directory.resolve("tenants/default/decisions")).stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow();
        try (FileChannel file = FileChannel.open(chunk, StandardOpenOption.WRITE)) {
            file.truncate(file.size() - 3);
        }
    }

    private static void overwrite(final Path file, final int at) throws IOException {
        final byte[] bytes = Files.readAllBytes(file);
        bytes[at] = (byte) (bytes[at] == '0' ? '1' : '0');
        Files.write(file, bytes);
    }

    /** Every file and folder, with when it changed, its permissions, and what it holds. */
    private static Map<String, String> contents(final Path directory) throws IOException {
        final Map<String, String> contents = new TreeMap<>();
        for (final Path file : all(directory)) {
            final FileTime changed = Files.getLastModifiedTime(file);
            contents.put(
                    directory.relativize(file).toString(),
                    changed + " " + Files.getPosixFilePermissions(file) + " "
                            + (Files.isDirectory(file) ? "" : HexFormat.of().formatHex(Files.readAllBytes(file))));
        }
        contents.remove("");
        return contents;
    }

    private static List<Path> all(final Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.toList();
        }
    }
}
