package io.kairoute.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.CommandRun;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.node.NodeState;
import io.kairoute.router.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds what this version stores against the table of formats in OPERATIONS.md, and shows this version each form with the number of
 * the version after it: what a downgrade meets.
 */
class StoredFormatsTest {
    private static final String ADVICE = "use the version that wrote it, or a newer one";
    private static final int SQLITE_FORMAT_AT = 60;
    private static final int OWN_FORMAT_AT = 4;
    private static final int FIRST_FRAME_AT = 8;
    // Behind the frame's length and check, and what kind of frame it is.
    private static final int OUTCOME_FORMAT_AT = FIRST_FRAME_AT + 2 * Integer.BYTES + 1;
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\|[^|]*\\| (\\d+) \\|.*");

    @TempDir
    private static Path made = Path.of("");

    @TempDir
    private Path temp = Path.of("");

    @BeforeAll
    static void make() throws IOException {
        final Path data = OldData.unpack(made.resolve("data"));
        OldData.copy("credentials.yaml", made);
        try (Node node = OldData.serve(data, made.resolve("credentials.yaml"), note -> {})) {
            // What it asks itself before it is ready is not logged; so somebody asks.
            OldDataDirectoryTest.route(node, "c-1");
            assertTrue(tellOutcome(node).body().contains("ACCEPTED"));
        }
        final CommandRun backup = CommandRun.of(
                "backup", made.resolve("backup.zip").toString(), "--data-dir", data.toString(), "--decisions");
        assertEquals(ExitCode.DONE, backup.code(), backup.err());
    }

    @Test
    void shouldTellOfEachFormatInThePageForOperators() throws IOException {
        final Map<String, Integer> written = new TreeMap<>();
        written.put("FORMAT", formatIn(Files.readString(made.resolve("data/FORMAT"))));
        written.put("control.db", number(made.resolve("data/control.db"), SQLITE_FORMAT_AT));
        written.put("tenants/T/corrections.db", number(corrections(made), SQLITE_FORMAT_AT));
        written.put("tenants/T/decisions/chunk-N.log", Integer.reverseBytes(number(newestChunk(made), OWN_FORMAT_AT)));
        written.put("tenants/T/outcomes/chunk-N.log", Integer.reverseBytes(number(outcomeChunk(made), OWN_FORMAT_AT)));
        written.put("an outcome in its chunk", (int) Files.readAllBytes(outcomeChunk(made))[OUTCOME_FORMAT_AT]);
        written.put("tenants/T/outcomes.db", number(outcomeIndex(made), SQLITE_FORMAT_AT));
        written.put("tenants/T/segments/set-N/manifest", number(manifest(made), OWN_FORMAT_AT));
        try (ZipFile zip = new ZipFile(made.resolve("backup.zip").toFile())) {
            written.put("kairoute-backup", formatIn(text(zip, zip.getEntry("kairoute-backup"))));
        }

        final Map<String, Integer> told = new TreeMap<>();
        for (final String line : Files.readAllLines(Path.of("../../docs/OPERATIONS.md"))) {
            final Matcher row = ROW.matcher(line);
            if (row.matches()) {
                told.put(row.group(1), Integer.valueOf(row.group(2)));
            }
        }

        assertEquals(written, told);
    }

    @Test
    void shouldRefuseADataDirectoryOfTheNextVersion() throws IOException {
        final Path data = copied();
        Files.writeString(data.resolve("FORMAT"), "kairoute data directory, format 3\n");

        final StoreException refused = assertThrows(StoreException.class, () -> serve(data, note -> {}));

        assertEquals(
                "the data directory " + data.toRealPath() + " has format 3, this version reads up to 2: " + ADVICE,
                refused.getMessage());
    }

    @Test
    void shouldRefuseAControlLogOfTheNextVersion() throws IOException {
        final Path data = copied();
        raise(data.resolve("control.db"), SQLITE_FORMAT_AT, ByteOrder.BIG_ENDIAN);

        final StoreException refused = assertThrows(StoreException.class, () -> serve(data, note -> {}));

        assertTrue(
                refused.getMessage().endsWith("control.db has format 4, this version reads up to 3: " + ADVICE),
                refused::getMessage);
    }

    @Test
    void shouldServeNoSetAndNoCorrectionsOfTheNextVersionButGoOn() throws IOException {
        final Path data = copied();
        raise(corrections(temp), SQLITE_FORMAT_AT, ByteOrder.BIG_ENDIAN);
        raise(manifest(temp), OWN_FORMAT_AT, ByteOrder.BIG_ENDIAN);
        final Queue<String> notes = new ConcurrentLinkedQueue<>();

        try (Node node = serve(data, notes::add)) {
            assertEquals(NodeState.READY, node.state());
        }

        assertTold(
                notes,
                "the corrections of single customers are not served",
                " has format 2, this version reads up to 1: " + ADVICE);
        assertTold(
                notes,
                "segment set 2 cannot be served",
                " has format 2, this version reads up to 1: " + ADVICE + ", or import the set again");
        assertTold(notes, "serving segment set 1", " instead");
    }

    @Test
    void shouldRefuseToReadDecisionsOfTheNextVersion() throws IOException {
        final Path data = copied();
        raise(newestChunk(temp), OWN_FORMAT_AT, ByteOrder.LITTLE_ENDIAN);

        final CommandRun export = CommandRun.of("decisions", "export", "--data-dir", data.toString());

        assertEquals(ExitCode.FAILED, export.code(), export.err());
        assertTrue(export.err().contains(" has format 4, this version reads up to 3: " + ADVICE), export::err);
    }

    @Test
    void shouldTakeNoOutcomesBesideThoseOfTheNextVersionButGoOn() throws IOException {
        final Path data = copied();
        raise(outcomeChunk(temp), OWN_FORMAT_AT, ByteOrder.LITTLE_ENDIAN);

        assertNoneIsTaken(data, " has format 4, this version reads up to 3: " + ADVICE);
    }

    @Test
    void shouldTakeNoOutcomesBesideOneOfTheNextVersionButGoOn() throws IOException {
        final Path data = copied();
        final Path chunk = outcomeChunk(temp);
        final ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(chunk)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(OUTCOME_FORMAT_AT, (byte) (bytes.get(OUTCOME_FORMAT_AT) + 1));
        final CRC32C check = new CRC32C();
        check.update(bytes.array(), OUTCOME_FORMAT_AT - 1, bytes.getInt(FIRST_FRAME_AT));
        bytes.putInt(FIRST_FRAME_AT + Integer.BYTES, (int) check.getValue());
        Files.write(chunk, bytes.array());
        Files.delete(outcomeIndex(temp));

        assertNoneIsTaken(data, "an outcome has format 2, this version reads up to 1: " + ADVICE);
    }

    @Test
    void shouldMakeAnIndexOfOutcomesOfTheNextVersionAgain() throws IOException {
        final Path data = copied();
        raise(outcomeIndex(temp), SQLITE_FORMAT_AT, ByteOrder.BIG_ENDIAN);

        try (Node node = serve(data, note -> {})) {
            assertTrue(tellOutcome(node).body().contains("DUPLICATE"));
        }

        assertEquals(number(outcomeIndex(made), SQLITE_FORMAT_AT), number(outcomeIndex(temp), SQLITE_FORMAT_AT));
    }

    private static void assertNoneIsTaken(final Path data, final String why) throws IOException {
        try (Node node = serve(data, note -> {})) {
            assertEquals(NodeState.READY, node.state());
            final HttpResponse<String> refused = tellOutcome(node);

            assertEquals(503, refused.statusCode(), refused.body());
            assertTrue(refused.body().contains("OUTCOMES_NOT_KEPT"), refused.body());
            assertTrue(refused.body().contains(why), refused.body());
            final HttpResponse<String> unread =
                    OldDataDirectoryTest.send(node, "/v1/tenants/default/outcomes", "ann", "");
            assertEquals(503, unread.statusCode(), unread.body());
            assertTrue(unread.body().contains("OUTCOMES_NOT_READ"), unread.body());
            assertTrue(unread.body().contains(why), unread.body());
        }
    }

    @Test
    void shouldRefuseABackupOfTheNextVersion() throws IOException {
        final Path newer = repacked("kairoute-backup", text -> text.replace("format 1", "format 2"));

        final CommandRun restore = restore(newer);

        assertEquals(ExitCode.FAILED, restore.code(), restore.err());
        assertTrue(
                restore.err()
                        .contains(
                                "says \"kairoute backup, format 2\", and this version reads \"kairoute backup, format 1\"; "
                                        + ADVICE),
                restore::err);
    }

    @Test
    void shouldRefuseABackupWhoseDirectoryIsOfTheNextVersion() throws IOException {
        final Path newer = repacked("FORMAT", text -> text.replace("format 2", "format 3"));

        final CommandRun restore = restore(newer);

        assertEquals(ExitCode.FAILED, restore.code(), restore.err());
        assertTrue(restore.err().contains("of format 3, and this version reads up to 2; " + ADVICE), restore::err);
        assertFalse(Files.exists(temp.resolve("restored")));
    }

    private CommandRun restore(final Path backup) {
        return CommandRun.of(
                "restore",
                backup.toString(),
                "--data-dir",
                temp.resolve("restored").toString());
    }

    private static Node serve(final Path data, final Consumer<String> notes) {
        return OldData.serve(data, made.resolve("credentials.yaml"), notes);
    }

    private static void assertTold(final Queue<String> notes, final String beginning, final String end) {
        assertTrue(notes.stream().anyMatch(note -> note.contains(beginning) && note.endsWith(end)), notes::toString);
    }

    private static Path corrections(final Path in) {
        return in.resolve("data/tenants/default/corrections.db");
    }

    private static HttpResponse<String> tellOutcome(final Node node) {
        return OldDataDirectoryTest.send(
                node,
                "/v1/outcomes",
                "ann",
                "{\"outcomes\":[{\"contact_id\":\"c-1\",\"source\":\"crm\",\"version\":1,\"transfers\":1,\"observed_time\":\""
                        + Instant.now() + "\"}]}");
    }

    private static Path outcomeChunk(final Path in) {
        return in.resolve("data/tenants/default/outcomes/chunk-000000000001.log");
    }

    private static Path outcomeIndex(final Path in) {
        return in.resolve("data/tenants/default/outcomes.db");
    }

    private static Path manifest(final Path in) {
        return in.resolve("data/tenants/default/segments/set-000002/manifest");
    }

    // What this version wrote bears a number; what the older one wrote, a time.
    private static Path newestChunk(final Path in) throws IOException {
        try (Stream<Path> chunks = Files.list(in.resolve("data/tenants/default/decisions"))) {
            return chunks.filter(chunk -> chunk.getFileName().toString().matches("chunk-\\d{12}\\.log"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private static int formatIn(final String sentence) {
        return Integer.parseInt(sentence.strip().replaceAll(".*format ", ""));
    }

    private static int number(final Path file, final int at) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(file)).getInt(at);
    }

    private static void raise(final Path file, final int at, final ByteOrder order) throws IOException {
        final byte[] bytes = Files.readAllBytes(file);
        final ByteBuffer view = ByteBuffer.wrap(bytes).order(order);
        view.putInt(at, view.getInt(at) + 1);
        Files.write(file, bytes);
    }

    private Path copied() throws IOException {
        final Path from = made.resolve("data");
        final Path to = temp.resolve("data");
        final List<Path> all;
        try (Stream<Path> walk = Files.walk(from)) {
            all = walk.sorted().toList();
        }
        for (final Path file : all) {
            Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
        }
        return to;
    }

    private Path repacked(final String changed, final UnaryOperator<String> change) throws IOException {
        final Path out = temp.resolve("newer.zip");
        try (ZipFile zip = new ZipFile(made.resolve("backup.zip").toFile());
                ZipOutputStream newer = new ZipOutputStream(Files.newOutputStream(out))) {
            for (final ZipEntry entry : zip.stream().collect(Collectors.toList())) {
                newer.putNextEntry(new ZipEntry(entry.getName()));
                newer.write(
                        entry.getName().equals(changed)
                                ? change.apply(text(zip, entry)).getBytes(StandardCharsets.US_ASCII)
                                : bytes(zip, entry));
                newer.closeEntry();
            }
        }
        return out;
    }

    private static String text(final ZipFile zip, final ZipEntry entry) {
        return new String(bytes(zip, entry), StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(final ZipFile zip, final ZipEntry entry) {
        try (var in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
