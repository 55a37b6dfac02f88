package io.kairoute.gateway.control.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The kept snapshot of the fold, in the control log's file: one row or none. */
final class SnapshotTable {
    /** Makes the table where it is not there. */
    static final String CREATE = "CREATE TABLE IF NOT EXISTS fold_snapshot (id INTEGER PRIMARY KEY CHECK (id = 1),"
            + " position INTEGER NOT NULL, state BLOB NOT NULL, seal BLOB NOT NULL) STRICT";

    private SnapshotTable() {}

    /**
     * A snapshot as it lies in the file.
     *
     * @param seal what ties it to the log; to be checked
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared as a whole
    record Sealed(FoldSnapshot snapshot, byte[] seal) {}

    /** The kept one; null for none. */
    static @Nullable Sealed read(final Connection connection) throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement("SELECT position, state, seal FROM fold_snapshot WHERE id = 1");
                ResultSet rows = query.executeQuery()) {
            return rows.next()
                    ? new Sealed(
                            new FoldSnapshot(rows.getLong(1), EntryTable.bytes(rows, 2)), EntryTable.bytes(rows, 3))
                    : null;
        }
    }

    /** Keeps one in the place of the one before. */
    static void replace(final Connection connection, final FoldSnapshot snapshot, final byte[] seal)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT OR REPLACE INTO fold_snapshot (id, position, state, seal) VALUES (1, ?, ?, ?)")) {
            insert.setLong(1, snapshot.position());
            insert.setBytes(2, snapshot.state());
            insert.setBytes(3, seal);
            insert.executeUpdate();
        }
    }
}
