package io.kairoute.gateway.control.log;

import com.google.protobuf.ByteString;
import io.kairoute.router.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The documents in the control log's file, with who holds each: a draft, a revision, or a version of a note. Tenants that hold the same
 * document share it; it goes in the transaction in which its last holder goes.
 */
final class DocumentTable {
    /** Make the tables where they are not there. */
    static final List<String> CREATE = List.of(
            "CREATE TABLE IF NOT EXISTS document (sha256 BLOB PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID",
            "CREATE TABLE IF NOT EXISTS document_holder (tenant TEXT NOT NULL, holder TEXT NOT NULL, sha256 BLOB NOT NULL,"
                    + " PRIMARY KEY (tenant, holder)) STRICT, WITHOUT ROWID",
            "CREATE INDEX IF NOT EXISTS document_held ON document_holder (sha256)");

    private static final String DELETE_UNHELD =
            "DELETE FROM document WHERE sha256 NOT IN (SELECT sha256 FROM document_holder)";

    private DocumentTable() {}

    /**
     * Who holds a document.
     *
     * @param holder a draft, revision or version of a note
     */
    record Holder(String tenant, String holder) implements Comparable<Holder> {
        @Override
        public int compareTo(final Holder other) {
            final int byTenant = tenant.compareTo(other.tenant);
            return byTenant == 0 ? holder.compareTo(other.holder) : byTenant;
        }
    }

    /** Fills the table of holders by the entries, and deletes what versions without that table left. */
    static void fill(final Connection connection) throws SQLException {
        final Map<Holder, ByteString> held = new TreeMap<>();
        final boolean[] isKnown = {true};
        EntryTable.all(connection, entry -> {
            final DocumentUse use = DocumentUse.of(entry);
            fold(use, held);
            isKnown[0] &= use.isKnown();
            return true;
        });
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM document_holder");
            for (final Map.Entry<Holder, ByteString> one : held.entrySet()) {
                hold(connection, one.getKey(), one.getValue());
            }
            if (isKnown[0]) {
                statement.executeUpdate(DELETE_UNHELD);
            }
        }
    }

    /** Folds an entry into who holds what. */
    static void fold(final DocumentUse use, final Map<Holder, ByteString> held) {
        held.remove(new Holder(use.tenant(), use.gone()));
        if (use.holds()) {
            held.put(new Holder(use.tenant(), use.holder()), use.document());
        }
    }

    /** Who holds what. */
    static Map<Holder, ByteString> holders(final Connection connection) throws SQLException {
        final Map<Holder, ByteString> held = new TreeMap<>();
        try (PreparedStatement query =
                        connection.prepareStatement("SELECT tenant, holder, sha256 FROM document_holder");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                held.put(
                        new Holder(String.valueOf(rows.getString(1)), String.valueOf(rows.getString(2))),
                        ByteString.copyFrom(EntryTable.bytes(rows, 3)));
            }
        }
        return held;
    }

    /**
     * Follows an entry: keeps its document, has its holder hold it, deletes what nobody holds any more.
     *
     * @throws StoreException when the entry names a document that is not there
     */
    static void follow(final Connection connection, final ControlEntry entry, final Beside beside) throws SQLException {
        final Set<ByteString> touched = new HashSet<>();
        if (beside.document() != null) {
            touched.add(insert(connection, beside.document()));
        }
        final DocumentUse use = DocumentUse.of(entry);
        if (!use.gone().isEmpty()) {
            touched.addAll(release(connection, new Holder(use.tenant(), use.gone())));
        }
        if (use.holds()) {
            final Holder holder = new Holder(use.tenant(), use.holder());
            touched.addAll(release(connection, holder));
            hold(connection, holder, use.document());
            if (bytes(connection, use.document().toByteArray()) == 0) {
                throw StoreException.refused(
                        "a change for the control log names a table document that is neither with it nor"
                                + " in the log; nothing was written");
            }
        }
        for (final ByteString document : touched) {
            deleteUnheld(connection, document.toByteArray());
        }
    }

    /** A document; empty where it is not there. */
    static byte[] document(final Connection connection, final byte[] sha256) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT bytes FROM document WHERE sha256 = ?")) {
            query.setBytes(1, sha256);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? EntryTable.bytes(rows, 1) : new byte[0];
            }
        }
    }

    /** The bytes of a document; 0 where it is not there. */
    static long bytes(final Connection connection, final byte[] sha256) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT length(bytes) FROM document WHERE sha256 = ?")) {
            query.setBytes(1, sha256);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0L;
            }
        }
    }

    private static ByteString insert(final Connection connection, final byte[] document) throws SQLException {
        final byte[] sha256 = Sha256.of(document);
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR IGNORE INTO document (sha256, bytes) VALUES (?, ?)")) {
            insert.setBytes(1, sha256);
            insert.setBytes(2, document);
            insert.executeUpdate();
        }
        return ByteString.copyFrom(sha256);
    }

    private static void hold(final Connection connection, final Holder holder, final ByteString document)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO document_holder (tenant, holder, sha256) VALUES (?, ?, ?)")) {
            insert.setString(1, holder.tenant());
            insert.setString(2, holder.holder());
            insert.setBytes(3, document.toByteArray());
            insert.executeUpdate();
        }
    }

    private static Set<ByteString> release(final Connection connection, final Holder holder) throws SQLException {
        final Set<ByteString> released = new HashSet<>();
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM document_holder WHERE tenant = ? AND holder = ? RETURNING sha256")) {
            delete.setString(1, holder.tenant());
            delete.setString(2, holder.holder());
            try (ResultSet rows = delete.executeQuery()) {
                while (rows.next()) {
                    released.add(ByteString.copyFrom(EntryTable.bytes(rows, 1)));
                }
            }
        }
        return released;
    }

    private static void deleteUnheld(final Connection connection, final byte[] sha256) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM document WHERE sha256 = ?"
                + " AND NOT EXISTS (SELECT 1 FROM document_holder WHERE document_holder.sha256 = document.sha256)")) {
            delete.setBytes(1, sha256);
            delete.executeUpdate();
        }
    }
}
