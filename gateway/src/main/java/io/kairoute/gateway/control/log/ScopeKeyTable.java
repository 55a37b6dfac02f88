package io.kairoute.gateway.control.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The account keys of live occasions, in the control log's file and outside its chain. */
final class ScopeKeyTable {
    /** Makes the table where it is not there. */
    static final String CREATE = "CREATE TABLE IF NOT EXISTS scope_key (tenant TEXT NOT NULL, occasion TEXT NOT NULL,"
            + " mask TEXT NOT NULL, key TEXT NOT NULL) STRICT";

    private ScopeKeyTable() {}

    /** Every key. */
    static List<ScopeKey> all(final Connection connection) throws SQLException {
        final List<ScopeKey> keys = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT tenant, occasion, mask, key FROM scope_key ORDER BY rowid");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                keys.add(new ScopeKey(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
            }
        }
        return keys;
    }

    /** Adds keys. */
    static void insert(final Connection connection, final List<ScopeKey> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO scope_key (tenant, occasion, mask, key) VALUES (?, ?, ?, ?)")) {
            for (final ScopeKey key : keys) {
                insert.setString(1, key.tenant());
                insert.setString(2, key.occasion());
                insert.setString(3, key.mask());
                insert.setString(4, key.key());
                insert.executeUpdate();
            }
        }
    }

    /**
     * Deletes keys. SQLite overwrites pages that it frees, but may leave a copy of a row in a page from which it moved the row to
     * another; so all pages are freed, and what stays is written anew.
     */
    static void delete(final Connection connection, final List<ScopeKey> gone) throws SQLException {
        if (gone.isEmpty()) {
            return;
        }
        final List<ScopeKey> left = all(connection);
        left.removeAll(gone);
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM scope_key")) {
            delete.executeUpdate();
        }
        insert(connection, left);
    }
}
