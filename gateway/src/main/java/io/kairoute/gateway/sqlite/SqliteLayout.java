package io.kairoute.gateway.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What one kind of file looks like inside. Immutable.
 *
 * @param applicationId the number in the file's header that tells the kind
 * @param format the version of the layout that this code writes, and the newest that it reads
 * @param tables statements that make those tables that are not there: all of them, or what a newer format adds to an older one
 * @param filling fills what the statements made
 * @param words how the kind is spoken of
 */
public record SqliteLayout(int applicationId, int format, List<String> tables, Filling filling, SqliteWords words) {
    /** Copies the statements. */
    public SqliteLayout {
        tables = List.copyOf(tables);
    }

    /** A layout whose tables begin empty. */
    public SqliteLayout(final int applicationId, final int format, final List<String> tables, final SqliteWords words) {
        this(applicationId, format, tables, connection -> {}, words);
    }

    /** Fills the tables of a newer format from those of an older one, in the transaction that raises the format. */
    @FunctionalInterface
    public interface Filling {
        /** Reads and writes; the commit comes after. */
        void of(Connection connection) throws SQLException;
    }
}
