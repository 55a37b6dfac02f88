package io.kairoute.gateway.control.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.DraftDeleted;
import io.kairoute.control.v1.DraftSaved;
import io.kairoute.control.v1.TablePublished;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentUseTest {
    @TempDir
    private Path directory = Path.of("");

    private ChainKey key;
    private SqliteControlLog log;

    @BeforeEach
    void open() {
        key = ChainKey.open(directory.resolve("control.key"), false);
        log = SqliteControlLog.open(directory.resolve("control.db"), key);
    }

    @AfterEach
    void close() {
        log.close();
        assertEquals(
                List.of(),
                ChainVerifier.verify(directory.resolve("control.db"), key, Map.of())
                        .findings());
    }

    @Test
    void shouldDeleteADocumentWhenItsDraftIsSavedAnew() {
        save("default", "d", "one");
        save("default", "d", "two");

        assertEquals(0, bytes("one"));
        assertEquals(3, bytes("two"));
    }

    @Test
    void shouldKeepADocumentThatIsSavedAgain() {
        save("default", "d", "one");
        save("default", "d", "one");

        assertEquals(3, bytes("one"));
    }

    @Test
    void shouldKeepADocumentThatADraftOfAnotherTenantHolds() {
        save("default", "d", "one");
        save("bank", "d", "one");
        delete("default", "d");
        assertEquals(3, bytes("one"));

        delete("bank", "d");

        assertEquals(0, bytes("one"));
    }

    @Test
    void shouldKeepTheDocumentOfARevisionForEver() {
        save("default", "d", "one");
        append(
                "default",
                "published",
                Command.newBuilder()
                        .setTablePublished(TablePublished.newBuilder()
                                .setRevision(1)
                                .setDraft("d")
                                .setDocument(sha256("one"))));
        save("default", "e", "one");
        delete("default", "e");

        assertArrayEquals(
                "one".getBytes(StandardCharsets.UTF_8),
                log.document(sha256("one").toByteArray()));
    }

    @Test
    void shouldDeleteWhatAnOlderVersionLeftAtTheNextStart() throws SQLException {
        save("default", "d", "one");
        log.close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("control.db"))) {
            LayoutTwo.make(connection);
            connection.createStatement().execute("INSERT INTO document VALUES (x'" + "ab".repeat(32) + "', x'00')");
        }

        log = SqliteControlLog.open(directory.resolve("control.db"), key);

        assertEquals(0, log.documentBytes(HexFormat.of().parseHex("ab".repeat(32))));
        assertEquals(3, bytes("one"));
    }

    private void save(final String tenant, final String draft, final String document) {
        append(
                tenant,
                document,
                Command.newBuilder()
                        .setDraftSaved(DraftSaved.newBuilder().setDraft(draft).setAfter(sha256(document))));
    }

    private void delete(final String tenant, final String draft) {
        append(
                tenant,
                "",
                Command.newBuilder().setDraftDeleted(DraftDeleted.newBuilder().setDraft(draft)));
    }

    private void append(final String tenant, final String document, final Command.Builder command) {
        TakesAll.after(log)
                .append(new Proposal(
                        tenant,
                        0,
                        "ann",
                        "here",
                        "",
                        command.build(),
                        document.isEmpty() || command.hasTablePublished()
                                ? Beside.NOTHING
                                : Beside.document(document.getBytes(StandardCharsets.UTF_8))));
    }

    private long bytes(final String document) {
        return log.documentBytes(sha256(document).toByteArray());
    }

    private static ByteString sha256(final String document) {
        return ByteString.copyFrom(Sha256.of(document.getBytes(StandardCharsets.UTF_8)));
    }
}
