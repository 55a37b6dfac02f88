package io.kairoute.gateway.control.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.TablePublished;
import io.kairoute.router.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlLogTest {
    private static final byte[] DOCUMENT = "table: t\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    private Path file;
    private ChainKey key;

    @BeforeEach
    void fill() {
        file = directory.resolve("control.db");
        key = ChainKey.open(directory.resolve("control.key"), false);
        try (ControlLog log = SqliteControlLog.open(file, key)) {
            final TakesAll fold = TakesAll.after(log);
            for (int i = 1; i <= 20; i++) {
                fold.append(entry(i % 2 == 0 ? "bank" : "default", i));
            }
        }
    }

    @Test
    void shouldGiveBackWhatWasAppendedAfterReopening() {
        try (ControlLog log = SqliteControlLog.open(file, key)) {
            final List<ControlEntry> entries = TakesAll.of(log);

            assertEquals(20, entries.size());
            assertEquals(10, entries.get(19).number());
            assertEquals("reason 20", entries.get(19).reason());
            assertArrayEquals(DOCUMENT, log.document(Sha256.of(DOCUMENT)));
            assertEquals(
                    List.of(9L, 8L),
                    log.newest("bank", new EntryFilter("", "", 0, Long.MAX_VALUE, 10), 2).stream()
                            .map(ControlEntry::number)
                            .toList());
            assertEquals(21, TakesAll.after(log).append(entry("bank", 21)).sequence());
        }
    }

    @Test
    void shouldMakeAKeyThatNobodyElseReads() throws IOException {
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("control.key"))));
        Files.setPosixFilePermissions(directory.resolve("control.key"), PosixFilePermissions.fromString("rw-r--r--"));

        final StoreException refused =
                assertThrows(StoreException.class, () -> ChainKey.open(directory.resolve("control.key"), true));

        assertTrue(refused.getMessage().contains("chmod 600"), refused.getMessage());
        assertThrows(StoreException.class, () -> ChainKey.open(directory.resolve("other.key"), true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE entry SET reason = 'another' WHERE sequence = 7",
                "UPDATE entry SET at_ms = at_ms + 1 WHERE sequence = 20",
                "UPDATE entry SET actor = 'eve' WHERE sequence = 1",
                "UPDATE entry SET tenant = 'third' WHERE sequence = 19",
                "UPDATE entry SET command = x'00' WHERE sequence = 3",
                "DELETE FROM entry WHERE sequence = 1",
                "DELETE FROM entry WHERE sequence = 11",
                "DELETE FROM entry WHERE tenant = 'bank'",
                "UPDATE entry SET sequence = CASE sequence WHEN 7 THEN -9 ELSE sequence END",
                "DELETE FROM document",
                "UPDATE document SET bytes = x'41'"
            })
    void shouldFindEveryEdit(final String edit) throws SQLException {
        assertEquals(List.of(), ChainVerifier.verify(file, key, Map.of()).findings());
        edit(edit);

        final ChainVerifier.Verdict verdict = ChainVerifier.verify(file, key, Map.of());

        assertFalse(verdict.findings().isEmpty(), edit);
    }

    @Test
    void shouldFindTwoEntriesThatChangedPlaces() throws SQLException {
        edit("UPDATE entry SET sequence = -sequence, number = -number WHERE sequence IN (5, 7)");
        edit("UPDATE entry SET sequence = CASE sequence WHEN -5 THEN 7 ELSE 5 END,"
                + " number = CASE sequence WHEN -5 THEN 4 ELSE 3 END WHERE sequence < 0");

        assertFalse(ChainVerifier.verify(file, key, Map.of()).findings().isEmpty());
    }

    @Test
    void shouldFindAnIndexThatIsNotWhatItsTableSays() throws SQLException, IOException {
        final byte[] damaged = Files.readAllBytes(file);
        // Cells grow from the end of a page: its last byte belongs to what the index holds.
        final int last = Math.multiplyExact(
                        number("SELECT rootpage FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'entry'"),
                        number("PRAGMA page_size"))
                - 1;
        damaged[last] ^= 1;
        Files.write(file, damaged);

        final List<String> findings = ChainVerifier.verify(file, key, Map.of()).findings();

        assertEquals(1, findings.size(), findings::toString);
        assertTrue(findings.get(0).startsWith("the file is damaged beside the entries: "), findings::toString);
    }

    @Test
    void shouldFindACutTailAgainstAHeadNotedEarlier() throws SQLException {
        final AuditHead head = AuditHead.parse(head("bank").toString());
        edit("DELETE FROM entry WHERE sequence = 20");
        assertEquals(List.of(), ChainVerifier.verify(file, key, Map.of()).findings());

        final ChainVerifier.Verdict verdict = ChainVerifier.verify(file, key, Map.of("bank", head));

        assertTrue(verdict.findings().get(0).contains("tail was cut off"), verdict.findings()::toString);
    }

    @Test
    void shouldAcceptAnEarlierHeadOfALongerChain() {
        final AuditHead head = head("default");
        try (ControlLog log = SqliteControlLog.open(file, key)) {
            TakesAll.after(log).append(entry("default", 21));
        }

        assertEquals(
                List.of(),
                ChainVerifier.verify(file, key, Map.of("default", head)).findings());
    }

    @Test
    void shouldRefuseToActOnAnEditedLogAndOnAnotherKey() throws SQLException {
        final ChainKey other = ChainKey.open(directory.resolve("other.key"), false);
        assertThrows(StoreException.class, () -> SqliteControlLog.open(file, other));
        edit("UPDATE entry SET reason = 'another' WHERE sequence = 7");

        final StoreException refused = assertThrows(StoreException.class, () -> SqliteControlLog.open(file, key));

        assertTrue(refused.getMessage().contains("from entry 7 on"), refused.getMessage());
    }

    @Test
    void shouldNoticeEveryFlippedBitThatMeansSomething() throws IOException {
        final byte[] whole = Files.readAllBytes(file);
        final AuditHead head = head("default");
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            final byte[] flipped = whole.clone();
            final int at = random.nextInt(whole.length);
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, flipped);

            assertTrue(isNoticed(head) || isRefused() || isUnchanged(), "seed=" + seed + " at=" + at);
        }
    }

    private AuditHead head(final String tenant) {
        return ChainVerifier.verify(file, key, Map.of()).heads().getOrDefault(tenant, AuditHead.NONE);
    }

    private boolean isNoticed(final AuditHead head) {
        try {
            return !ChainVerifier.verify(file, key, Map.of("default", head))
                    .findings()
                    .isEmpty();
        } catch (final StoreException e) {
            return true;
        }
    }

    // What lies beside the chain, such as the snapshots of the fold, is read at the opening alone.
    private boolean isRefused() {
        try {
            SqliteControlLog.open(file, key).close();
            return false;
        } catch (final StoreException e) {
            return true;
        }
    }

    // A bit in a page's unused space, or in a counter that SQLite never reads back, changes nothing that is stored.
    private boolean isUnchanged() {
        try (ControlLog log = SqliteControlLog.open(file, key)) {
            return TakesAll.of(log).size() == 20
                    && new String(log.document(Sha256.of(DOCUMENT)), StandardCharsets.UTF_8).equals("table: t\n");
        }
    }

    private static Proposal entry(final String tenant, final int i) {
        final Command command = Command.newBuilder()
                .setTablePublished(TablePublished.newBuilder()
                        .setRevision(i)
                        .setDocument(i == 5 ? ByteString.copyFrom(Sha256.of(DOCUMENT)) : ByteString.EMPTY))
                .build();
        return new Proposal(
                tenant,
                1_000L * i,
                "ann",
                "127.0.0.1",
                "reason " + i,
                command,
                i == 5 ? Beside.document(DOCUMENT) : Beside.NOTHING);
    }

    private int number(final String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertTrue(row.next(), sql);
            return row.getInt(1);
        }
    }

    private void edit(final String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
