package io.kairoute.gateway.control.log;

import io.kairoute.router.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * How the control log's file is opened, and what it looks like inside.
 *
 * <p>A write-ahead log with full synchronisation: a commit is on the disk when it returns. Freed pages are overwritten.
 */
final class SqliteFile {
    /** The version of the layout that this code writes, and the newest that it reads. */
    static final int FORMAT = 1;

    private static final int APPLICATION_ID = 0x4b41_4952;
    private static final int BUSY_MS = 2_000;
    private static final int PRIMARY_CODE = 0xFF;

    private static final String[] SCHEMA = {
        "CREATE TABLE entry (sequence INTEGER PRIMARY KEY, tenant TEXT NOT NULL, number INTEGER NOT NULL,"
                + " at_ms INTEGER NOT NULL, actor TEXT NOT NULL, origin TEXT NOT NULL, kind TEXT NOT NULL,"
                + " reason TEXT NOT NULL, command BLOB NOT NULL, hash BLOB NOT NULL, UNIQUE (tenant, number)) STRICT",
        "CREATE TABLE document (sha256 BLOB PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID",
        "PRAGMA application_id = " + APPLICATION_ID,
        "PRAGMA user_version = " + FORMAT
    };

    private SqliteFile() {}

    /** Opens the file to write, making it where it is not there. */
    static Connection open(final Path file) {
        final SQLiteConfig config = config();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        return connect(file, config, true);
    }

    /** Opens the file to read, beside whoever writes it. */
    static Connection openToRead(final Path file) {
        final SQLiteConfig config = config();
        config.setReadOnly(true);
        return connect(file, config, false);
    }

    /** Copies the file as of one moment. */
    static void copy(final Path file, final Path target) {
        try (Connection connection = openToRead(file)) {
            connection.setAutoCommit(true);
            try (PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
                copy.setString(1, target.toAbsolutePath().toString());
                copy.execute();
            }
        } catch (final SQLException e) {
            throw failure("copy", file, e);
        }
    }

    private static SQLiteConfig config() {
        final SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MS);
        config.enableLoadExtension(false);
        return config;
    }

    private static Connection connect(final Path file, final SQLiteConfig config, final boolean isWriter) {
        try {
            final Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
            try {
                check(file, connection, isWriter);
                connection.setAutoCommit(false);
                return connection;
            } catch (final SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (final SQLException e) {
            throw failure("open", file, e);
        }
    }

    private static void check(final Path file, final Connection connection, final boolean isWriter)
            throws SQLException {
        final int id = number(connection, "PRAGMA application_id");
        final int format = number(connection, "PRAGMA user_version");
        if (id == 0 && format == 0 && isWriter && number(connection, "SELECT count(*) FROM sqlite_master") == 0) {
            create(connection);
        } else if (id != APPLICATION_ID || format < 1) {
            throw StoreException.refused(file + " is no control log of kairoute: restore it from a backup");
        } else if (format > FORMAT) {
            throw StoreException.refused("the control log " + file + " has format " + format
                    + ", this version reads up to " + FORMAT + ": use the version that wrote it, or a newer one");
        }
    }

    private static void create(final Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (final String step : SCHEMA) {
                statement.execute(step);
            }
        }
        connection.commit();
    }

    private static int number(final Connection connection, final String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            return result.next() ? result.getInt(1) : 0;
        }
    }

    /** What went wrong, in a sentence; {@code doing} reads as in "cannot read the control log". */
    static StoreException failure(final String doing, final Path file, final SQLException cause) {
        return StoreException.unreadable("cannot " + doing + " the control log " + file + ": " + reason(cause), cause);
    }

    private static String reason(final SQLException cause) {
        final String said = cause.getMessage();
        final SQLiteErrorCode code =
                cause instanceof SQLiteException exception ? exception.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        return switch (SQLiteErrorCode.getErrorCode(code.code & PRIMARY_CODE)) {
            case SQLITE_FULL -> "the disk is full, make room (" + said + ")";
            case SQLITE_READONLY -> "it can only be read, mount its disk to write (" + said + ")";
            case SQLITE_IOERR -> "the disk failed, look into the system's log (" + said + ")";
            case SQLITE_CANTOPEN ->
                "it cannot be opened or made, look at the directory's owner and mount (" + said + ")";
            default -> String.valueOf(said);
        };
    }
}
