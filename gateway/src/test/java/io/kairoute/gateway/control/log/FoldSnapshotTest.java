package io.kairoute.gateway.control.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.control.v1.Command;
import io.kairoute.gateway.sqlite.AwayDisk;
import io.kairoute.gateway.sqlite.SqliteFile;
import io.kairoute.gateway.sqlite.SqliteTransactions;
import io.kairoute.router.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldSnapshotTest {
    private static final int KEPT_AT = 30;
    private static final int ENTRIES = 40;
    private static final long LONGEST_MS = 60_000;

    @TempDir
    private Path directory;

    private Path file;
    private ChainKey key;

    @BeforeEach
    void makeKey() {
        file = directory.resolve("control.db");
        key = ChainKey.open(directory.resolve("control.key"), false);
    }

    @Test
    void shouldStartFromTheSnapshotAndReadOnlyWhatCameAfter() {
        final byte[] whole = fill(KEPT_AT, ENTRIES);

        try (SqliteControlLog log = SqliteControlLog.open(file, key)) {
            final FoldSnapshot kept = needed(log);
            final ToyFold fold = ToyFold.of(kept.state());
            log.follow(kept.position(), fold);

            assertEquals(KEPT_AT, kept.position());
            assertEquals(ENTRIES - KEPT_AT, log.checkedAtStart());
            assertEquals(ENTRIES - KEPT_AT, fold.applied().size());
            assertArrayEquals(whole, fold.state());
            assertEquals(
                    ENTRIES + 1,
                    ((Verdict.Accepted) log.propose(ToyFold.proposal("default", fold.revision("default"), ""))
                                    .join())
                            .entry()
                            .sequence());
        }
        assertEquals(List.of(), ChainVerifier.verify(file, key, Map.of()).findings());
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 4_000})
    void shouldCheckAsManyEntriesAtTheStartHoweverLongTheLogIs(final int entries) {
        fill(entries - 7, entries);

        try (SqliteControlLog log = SqliteControlLog.open(file, key)) {
            assertEquals(7, log.checkedAtStart());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {EntryTable.TENANTS, EntryTable.HEAD})
    void shouldFindTheEndsOfChainsWithoutGoingThroughTheLog(final String query) throws SQLException {
        fill(KEPT_AT, ENTRIES);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                PreparedStatement explain = connection.prepareStatement("EXPLAIN QUERY PLAN " + query);
                ResultSet steps = explain.executeQuery()) {
            while (steps.next()) {
                final String step = steps.getString("detail");
                assertFalse(step.contains("SCAN entry"), step);
                assertFalse(step.contains("TEMP B-TREE"), step);
            }
        }
    }

    @Test
    @Tag("slow")
    void shouldStartWithAHundredThousandEntriesWithinASecondOfOneWithAHundred() throws IOException {
        fill(93, 100);
        final long shortMs = startMs();
        Files.delete(file);
        fill(99_993, 100_000);

        final long longMs = startMs();

        System.out.printf("start with 100 entries: %d ms, with 100,000: %d ms%n", shortMs, longMs);
        assertTrue(longMs < shortMs + 1_000, shortMs + " and " + longMs + " ms");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE fold_snapshot SET state = CAST('x' || state AS BLOB)",
                "UPDATE fold_snapshot SET position = position - 1",
                "UPDATE fold_snapshot SET position = position + 1",
                "UPDATE fold_snapshot SET position = 4000",
                "UPDATE fold_snapshot SET seal = zeroblob(32)",
                "UPDATE fold_snapshot SET seal = x''",
                "DELETE FROM fold_snapshot",
                "DELETE FROM entry WHERE sequence > 29",
                "DELETE FROM entry WHERE sequence > 28"
            })
    void shouldTrustNoSnapshotThatDoesNotFitItsLog(final String edit) throws SQLException {
        fill(KEPT_AT, ENTRIES);
        edit(edit);

        try (SqliteControlLog log = SqliteControlLog.open(file, key)) {
            assertNull(log.snapshot());
            assertEquals(log.position(), log.checkedAtStart());
        }
    }

    @Test
    void shouldTrustNoSnapshotWithAFlippedBit() throws SQLException {
        final int bits = 8 * fill(KEPT_AT, ENTRIES).length;
        final byte[] state = state();
        for (int bit = 0; bit < Math.min(bits, 8 * state.length); bit++) {
            final byte[] flipped = state.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            put(flipped);

            try (SqliteControlLog log = SqliteControlLog.open(file, key)) {
                assertNull(log.snapshot(), "bit=" + bit);
            }
        }
        put(state);
        try (SqliteControlLog log = SqliteControlLog.open(file, key)) {
            assertArrayEquals(state, needed(log).state());
        }
    }

    @Test
    void shouldTrustNoSnapshotUnderAnotherKey() {
        fill(ENTRIES, ENTRIES);
        final ChainKey other = ChainKey.open(directory.resolve("other.key"), false);

        assertThrows(StoreException.class, () -> SqliteControlLog.open(file, other));
    }

    @Test
    void shouldTrustNoSnapshotOfALogThatWentAnotherWay() throws IOException, SQLException {
        fill(10, 10);
        final Path backup = directory.resolve("backup.db");
        SqliteControlLog.copy(file, backup);
        fillOn(file, 20, 20, "one way");
        fillOn(backup, 20, 0, "another way");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + backup);
                Statement statement = connection.createStatement()) {
            statement.execute("ATTACH '" + file + "' AS abandoned");
            statement.execute("DELETE FROM main.fold_snapshot");
            statement.execute("INSERT INTO main.fold_snapshot SELECT * FROM abandoned.fold_snapshot");
        }

        try (SqliteControlLog log = SqliteControlLog.open(backup, key)) {
            assertNull(log.snapshot());
            assertEquals(20, log.checkedAtStart());
        }
    }

    @Test
    void shouldGoOnFromAnOlderSnapshotOfTheSameLog() throws IOException {
        fill(10, 10);
        final Path backup = directory.resolve("backup.db");
        SqliteControlLog.copy(file, backup);
        final byte[] whole = fillOn(backup, 25, 0, "later");

        try (SqliteControlLog log = SqliteControlLog.open(backup, key)) {
            final FoldSnapshot kept = needed(log);
            final ToyFold fold = ToyFold.of(kept.state());
            log.follow(kept.position(), fold);

            assertEquals(10, kept.position());
            assertArrayEquals(whole, fold.state());
        }
    }

    @Test
    void shouldRefuseADamagedEnd() throws SQLException {
        fill(KEPT_AT, ENTRIES);
        edit("UPDATE entry SET reason = 'another' WHERE sequence = 35");

        final StoreException refused = assertThrows(StoreException.class, () -> SqliteControlLog.open(file, key));

        assertTrue(refused.getMessage().contains("from entry 35 on"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE entry SET reason = 'another' WHERE sequence = 12",
                "UPDATE entry SET hash = zeroblob(32) WHERE sequence = 12",
                "DELETE FROM entry WHERE sequence = 12"
            })
    void shouldFindDamageBeforeTheSnapshotBesideTheStart(final String edit) throws Exception {
        fill(KEPT_AT, ENTRIES);
        edit(edit);

        try (SqliteControlLog log = SqliteControlLog.open(file, key)) {
            assertEquals(new IntactState.Running(0, KEPT_AT), log.intact());
            log.follow(KEPT_AT, ToyFold.of(needed(log).state()));
            assertTrue(log.verification().ends(LONGEST_MS));

            assertEquals(new IntactState.Damaged(12), log.intact());
        }
    }

    @Test
    void shouldSayThatAllEntriesAreIntactOnceTheyAreChecked() throws Exception {
        fill(1_700, 1_701);

        try (SqliteControlLog log = SqliteControlLog.open(file, key)) {
            log.follow(1_700, ToyFold.of(needed(log).state()));
            assertTrue(log.verification().ends(LONGEST_MS));

            assertEquals(new IntactState.Intact(), log.intact());
        }
    }

    @Test
    void shouldSayAtOnceThatAllEntriesAreIntactWhereTheStartReadThemAll() throws SQLException {
        fill(KEPT_AT, ENTRIES);
        edit("DELETE FROM fold_snapshot");

        try (SqliteControlLog log = SqliteControlLog.open(file, key)) {
            assertEquals(new IntactState.Intact(), log.intact());
        }
    }

    @Test
    void shouldStopCheckingWhenTheLogIsClosed() throws Exception {
        fill(4_000, 4_000);
        final SqliteControlLog log = SqliteControlLog.open(file, key);
        log.follow(4_000, ToyFold.of(needed(log).state()));

        log.close();

        assertTrue(log.verification().ends(LONGEST_MS));
    }

    @Test
    void shouldKeepASnapshotOfTheNewestEntryOnly() {
        fill(KEPT_AT, ENTRIES);
        try (SqliteControlLog log = SqliteControlLog.open(file, key)) {
            assertThrows(IllegalArgumentException.class, () -> log.keep(new FoldSnapshot(ENTRIES - 1, new byte[1])));
        }
    }

    @Test
    void shouldKeepTheSnapshotOfBeforeWhereTheDiskTakesNone() {
        fill(KEPT_AT, ENTRIES);
        final AwayDisk disk = new AwayDisk();
        try (SqliteControlLog log = SqliteControlLog.over(file, disk.open(file, ControlLogLayout.LAYOUT), key)) {
            disk.goInCommit(false);
            assertThrows(StoreException.class, () -> log.keep(new FoldSnapshot(ENTRIES, new byte[9])));
            disk.comeBack();

            assertEquals(KEPT_AT, needed(log).position());
            log.keep(new FoldSnapshot(ENTRIES, new byte[9]));
            assertEquals(ENTRIES, needed(log).position());
        }
    }

    // Two tenants take turns; gives what a fold of all of it holds.
    private byte[] fill(final int keptAt, final int entries) {
        return fillOn(file, entries, keptAt, "because");
    }

    private byte[] fillOn(final Path path, final int entries, final int keptAt, final String reason) {
        final ToyFold fold = new ToyFold();
        if (keptAt > 0) {
            write(path, keptAt, reason);
            try (SqliteControlLog log = SqliteControlLog.open(path, key)) {
                log.follow(0, fold);
                log.keep(new FoldSnapshot(keptAt, fold.state()));
            }
        }
        write(path, entries, reason);
        try (SqliteControlLog log = SqliteControlLog.open(path, key)) {
            log.follow(fold.applied().size(), fold);
        }
        return fold.state();
    }

    // Goes on to so many entries, in one transaction, since each proposal would be one of its own.
    private void write(final Path path, final int entries, final String reason) {
        final SqliteTransactions transactions = new SqliteFile(path, ControlLogLayout.LAYOUT).open();
        transactions.write(connection -> {
            final ChainEnd end = new ChainEnd(new HashChain(key));
            EntryTable.all(connection, end::check);
            while (end.sequence() < entries) {
                final String tenant = end.sequence() % 3 == 0 ? "bank" : "default";
                final Command.Builder command = ToyFold.proposal(tenant, 0, "").command().toBuilder();
                command.getTablePublishedBuilder().setRevision(end.nextNumber(tenant));
                final ControlEntry entry = end.next(new NewEntry(
                        tenant,
                        0,
                        "key:ann",
                        "here",
                        "table_published",
                        reason,
                        command.build().toByteArray()));
                EntryTable.insert(connection, entry);
                end.add(entry);
            }
        });
        transactions.close();
    }

    private long startMs() {
        final long beganNs = System.nanoTime();
        try (SqliteControlLog log = SqliteControlLog.open(file, key)) {
            final FoldSnapshot kept = needed(log);
            log.follow(kept.position(), ToyFold.of(kept.state()));
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNs);
        }
    }

    private static FoldSnapshot needed(final ControlLog log) {
        final FoldSnapshot kept = log.snapshot();
        assertNotNull(kept);
        return kept;
    }

    private byte[] state() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            return statement.executeQuery("SELECT state FROM fold_snapshot").getBytes(1);
        }
    }

    private void put(final byte[] state) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                PreparedStatement update = connection.prepareStatement("UPDATE fold_snapshot SET state = ?")) {
            update.setBytes(1, state);
            update.executeUpdate();
        }
    }

    private void edit(final String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
