package io.kairoute.gateway.control.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The entries, in the control log's file. */
final class EntryTable {
    /** Makes the table where it is not there. */
    static final String CREATE =
            "CREATE TABLE IF NOT EXISTS entry (sequence INTEGER PRIMARY KEY, tenant TEXT NOT NULL, number INTEGER NOT NULL,"
                    + " at_ms INTEGER NOT NULL, actor TEXT NOT NULL, origin TEXT NOT NULL, kind TEXT NOT NULL,"
                    + " reason TEXT NOT NULL, command BLOB NOT NULL, hash BLOB NOT NULL, UNIQUE (tenant, number))"
                    + " STRICT";

    /** The tenants that have entries, each by one step into the index of chains; reads as many rows as there are tenants. */
    static final String TENANTS = "WITH RECURSIVE one(tenant) AS (SELECT min(tenant) FROM entry UNION ALL"
            + " SELECT (SELECT min(tenant) FROM entry WHERE tenant > one.tenant) FROM one WHERE one.tenant IS NOT NULL)"
            + " SELECT tenant FROM one WHERE tenant IS NOT NULL";
    /**
     * The last entry of a tenant up to a place in the log, from the end of its chain backwards. The plus keeps SQLite from going
     * through all entries before that place.
     */
    static final String HEAD =
            "SELECT number, hash FROM entry WHERE tenant = ? AND +sequence <= ? ORDER BY number DESC LIMIT 1";

    private static final String COLUMNS = "sequence, tenant, number, at_ms, actor, origin, kind, reason, command, hash";

    private EntryTable() {}

    /** Adds an entry. */
    static void insert(final Connection connection, final ControlEntry entry) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO entry (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, entry.sequence());
            insert.setString(2, entry.tenant());
            insert.setLong(3, entry.number());
            insert.setLong(4, entry.atMs());
            insert.setString(5, entry.actor());
            insert.setString(6, entry.origin());
            insert.setString(7, entry.kind());
            insert.setString(8, entry.reason());
            insert.setBytes(9, entry.command());
            insert.setBytes(10, entry.hash());
            insert.executeUpdate();
        }
    }

    /** Whether an entry is there. */
    static boolean holds(final Connection connection, final ControlEntry entry) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT hash FROM entry WHERE sequence = ?")) {
            query.setLong(1, entry.sequence());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && Arrays.equals(rows.getBytes(1), entry.hash());
            }
        }
    }

    /**
     * Hands over the entries behind a place, in order.
     *
     * @param most how many at most
     * @param taker false to have no more
     */
    static void after(
            final Connection connection, final long sequence, final long most, final Predicate<ControlEntry> taker)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT " + COLUMNS + " FROM entry WHERE sequence > ? ORDER BY sequence LIMIT ?")) {
            query.setLong(1, sequence);
            query.setLong(2, most);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next() && taker.test(entry(rows))) {
                    // The taker does the work.
                }
            }
        }
    }

    /** Hands over all entries, in the order of the file; a damaged one may hold some before the first. */
    static void all(final Connection connection, final Predicate<ControlEntry> taker) throws SQLException {
        after(connection, Long.MIN_VALUE, Long.MAX_VALUE, taker);
    }

    /** Where each tenant's chain ended at a place in the log. */
    static Map<String, ChainHead> headsAt(final Connection connection, final long sequence) throws SQLException {
        final Map<String, ChainHead> heads = new HashMap<>();
        try (PreparedStatement tenants = connection.prepareStatement(TENANTS);
                PreparedStatement head = connection.prepareStatement(HEAD);
                ResultSet rows = tenants.executeQuery()) {
            while (rows.next()) {
                final String tenant = rows.getString(1);
                head.setString(1, tenant);
                head.setLong(2, sequence);
                try (ResultSet last = head.executeQuery()) {
                    if (last.next()) {
                        heads.put(tenant, new ChainHead(last.getLong(1), bytes(last, 2)));
                    }
                }
            }
        }
        return heads;
    }

    /** A tenant's newest entries that fit, the newest first. */
    static List<ControlEntry> newest(
            final Connection connection, final String tenant, final EntryFilter filter, final int count)
            throws SQLException {
        final List<ControlEntry> entries = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT " + COLUMNS
                + " FROM entry WHERE tenant = ? AND number < ? AND at_ms >= ? AND at_ms < ?"
                + " AND (? = '' OR kind = ?) AND (? = '' OR actor = ?) ORDER BY number DESC LIMIT ?")) {
            query.setString(1, tenant);
            query.setLong(2, filter.beforeNumber());
            query.setLong(3, filter.sinceMs());
            query.setLong(4, filter.untilMs());
            query.setString(5, filter.kind());
            query.setString(6, filter.kind());
            query.setString(7, filter.actor());
            query.setString(8, filter.actor());
            query.setInt(9, count);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    entries.add(entry(rows));
                }
            }
        }
        return entries;
    }

    private static ControlEntry entry(final ResultSet row) throws SQLException {
        return new ControlEntry(
                row.getLong(1),
                text(row, 2),
                row.getLong(3),
                row.getLong(4),
                text(row, 5),
                text(row, 6),
                text(row, 7),
                text(row, 8),
                bytes(row, 9),
                bytes(row, 10));
    }

    // No column is ever null, but in a damaged file; then it is empty, which its entry's hash does not fit.
    private static String text(final ResultSet row, final int column) throws SQLException {
        final @Nullable String text = row.getString(column);
        return text == null ? "" : text;
    }

    /** A column's bytes; none where a damaged file says null. */
    static byte[] bytes(final ResultSet row, final int column) throws SQLException {
        final byte @Nullable [] bytes = row.getBytes(column);
        return bytes == null ? new byte[0] : bytes;
    }
}
