package io.kairoute.gateway.control.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.DraftDeleted;
import io.kairoute.control.v1.DraftSaved;
import io.kairoute.control.v1.TablePublished;
import io.kairoute.gateway.sqlite.SqliteFile;
import io.kairoute.gateway.sqlite.SqliteLayout;
import io.kairoute.gateway.sqlite.SqliteWords;
import io.kairoute.router.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OlderLayoutTest {
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
    void shouldLoseNothingOfALogOfLayoutTwo() throws SQLException {
        fill();
        older("INSERT INTO document VALUES (x'" + HexFormat.of().formatHex(Sha256.of(new byte[] {7})) + "', x'07')");
        final ChainVerifier.Verdict before = ChainVerifier.verify(file, key, Map.of());
        assertEquals(List.of(), before.findings());

        try (SqliteControlLog log = SqliteControlLog.open(file, key)) {
            assertEquals(4, log.checkedAtStart());
            assertNull(log.snapshot());
            assertEquals(0, log.documentBytes(Sha256.of(new byte[] {7})));
            assertEquals(4, log.documentBytes(Sha256.of(bytes("kept"))));
            assertEquals(3, log.documentBytes(Sha256.of(bytes("one"))));
            append(log, deleted("d"), "");
            assertEquals(0, log.documentBytes(Sha256.of(bytes("one"))));
            assertEquals(4, log.documentBytes(Sha256.of(bytes("kept"))));
        }

        final ChainVerifier.Verdict after = ChainVerifier.verify(file, key, before.heads());
        assertEquals(List.of(), after.findings());
        assertEquals(5, after.entries());
    }

    @Test
    void shouldBeReadInLayoutTwoWithoutBeingMadeAnother() throws SQLException {
        fill();
        older("PRAGMA user_version = 2");

        try (SqliteControlLog log = SqliteControlLog.openToRead(file, key)) {
            assertEquals(4, TakesAll.of(log).size());
        }

        assertEquals(List.of(), ChainVerifier.verify(file, key, Map.of()).findings());
        assertThrows(SQLException.class, () -> edit("DELETE FROM document_holder"));
    }

    @Test
    void shouldDeleteNothingWhereANewerVersionMayHoldADocument() throws SQLException {
        fill();
        try (SqliteControlLog log = SqliteControlLog.open(file, key)) {
            append(
                    log,
                    Command.newBuilder()
                            .setUnknownFields(UnknownFieldSet.newBuilder()
                                    .addField(
                                            4_000,
                                            UnknownFieldSet.Field.newBuilder()
                                                    .addVarint(1)
                                                    .build())
                                    .build())
                            .build(),
                    "");
        }
        older("INSERT INTO document VALUES (x'" + "ab".repeat(32) + "', x'00')");

        SqliteControlLog.open(file, key).close();

        assertEquals(3, count("document"));
    }

    @Test
    void shouldBeRefusedInOneSentenceByAVersionThatReadsLayoutTwo() {
        fill();
        final SqliteFile older = new SqliteFile(
                file,
                new SqliteLayout(
                        0x4b41_4952,
                        2,
                        List.of(),
                        new SqliteWords("the control log", "the control log ", "is no control log of kairoute")));

        final StoreException refused = assertThrows(StoreException.class, older::open);

        assertEquals(
                "the control log " + file
                        + " has format 3, this version reads up to 2: use the version that wrote it, or a newer one",
                refused.getMessage());
    }

    @Test
    void shouldFindAChangedTableOfWhoHoldsWhat() throws SQLException {
        fill();
        edit("UPDATE document_holder SET holder = 'draft:e' WHERE holder = 'draft:d'");

        final List<String> findings = ChainVerifier.verify(file, key, Map.of()).findings();

        assertTrue(findings.toString().contains("who holds"), findings::toString);
    }

    // A draft, its publish, the draft anew, and once more.
    private void fill() {
        try (SqliteControlLog log = SqliteControlLog.open(file, key)) {
            append(log, saved("d", "kept"), "kept");
            append(
                    log,
                    Command.newBuilder()
                            .setTablePublished(TablePublished.newBuilder()
                                    .setRevision(1)
                                    .setDraft("d")
                                    .setDocument(sha256("kept")))
                            .build(),
                    "");
            append(log, saved("d", "zero"), "zero");
            append(log, saved("d", "one"), "one");
        }
    }

    private static void append(final ControlLog log, final Command command, final String document) {
        TakesAll.after(log)
                .append(new Proposal(
                        "default",
                        0,
                        "key:ann",
                        "here",
                        "",
                        command,
                        document.isEmpty() ? Beside.NOTHING : Beside.document(bytes(document))));
    }

    private static Command saved(final String draft, final String document) {
        return Command.newBuilder()
                .setDraftSaved(DraftSaved.newBuilder().setDraft(draft).setAfter(sha256(document)))
                .build();
    }

    private static Command deleted(final String draft) {
        return Command.newBuilder()
                .setDraftDeleted(DraftDeleted.newBuilder().setDraft(draft))
                .build();
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ByteString sha256(final String document) {
        return ByteString.copyFrom(Sha256.of(bytes(document)));
    }

    private void older(final String more) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            LayoutTwo.make(connection);
        }
        edit(more);
    }

    private void edit(final String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private int count(final String table) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            return statement.executeQuery("SELECT count(*) FROM " + table).getInt(1);
        }
    }
}
