package io.kairoute.gateway.sqlite;

import io.kairoute.router.store.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * What is read from one open file and written to it, each time in a transaction of its own.
 *
 * <p>A write that was refused must not come back with a restart. SQLite can leave its frames in the write-ahead log, so they
 * are overwritten before anything else is written. Its callers take turns.
 */
public final class SqliteTransactions implements AutoCloseable {
    private final SqliteFile file;
    private final Connection connection;
    private boolean isUnsettled;

    SqliteTransactions(final SqliteFile file, final Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /** Statements that read. */
    @FunctionalInterface
    public interface Reading<R extends @Nullable Object> {
        /** Reads; commits nothing. */
        R from(Connection connection) throws SQLException;
    }

    /** Statements that write. */
    @FunctionalInterface
    public interface Writing {
        /** Writes; the commit comes after. */
        void to(Connection connection) throws SQLException;
    }

    /** Reads something. */
    public <R extends @Nullable Object> R read(final Reading<R> reading) {
        try {
            return reading.from(connection);
        } catch (final SQLException e) {
            throw file.failure("read", e);
        } finally {
            undo();
        }
    }

    /** Writes something; it is on the disk when this returns. */
    public void write(final Writing writing) {
        settle();
        commit(writing);
    }

    /**
     * Writes something that can be found again, and may be written again. A commit that failed may have come through all the same;
     * what is in the file decides, not what was thrown. What nobody can tell counts as not written.
     *
     * @param written whether it is in the file
     */
    public void write(final Writing writing, final Reading<Boolean> written) {
        try {
            writeOrDoubt(writing, written);
        } catch (final SqliteDoubtException e) {
            throw StoreException.unreadable(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Writes something that can be found again.
     *
     * @param written whether it is in the file
     * @throws StoreException when it is certain that nothing was written
     * @throws SqliteDoubtException when a commit failed, and whether it came through cannot be read, or could not be undone
     */
    public void writeOrDoubt(final Writing writing, final Reading<Boolean> written) {
        settle();
        prepare(writing);
        try {
            connection.commit();
        } catch (final SQLException e) {
            undo();
            isUnsettled = true;
            decide(e, written);
        }
    }

    /**
     * Makes sure that nothing that was refused comes back with a restart.
     *
     * @throws StoreException while the disk does not let it
     */
    public void settle() {
        if (!isUnsettled) {
            return;
        }
        try {
            file.overwriteFailed();
            isUnsettled = false;
        } catch (final SQLException e) {
            throw file.failure("write", e);
        }
    }

    /** Writes the whole file anew, so that no page keeps what was deleted. */
    public void writeAnew() {
        try {
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                statement.execute("VACUUM");
                statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            } finally {
                connection.setAutoCommit(false);
            }
        } catch (final SQLException e) {
            throw file.failure("write", e);
        }
    }

    /**
     * Copies the write-ahead log back into the file and empties it, so that it holds no older pages.
     *
     * @return false while somebody reads from it, or where the disk fails; nobody waits for that
     */
    public boolean emptyWriteAheadLog() {
        try {
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA busy_timeout = 0");
                try (ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
                    return result.next() && result.getInt(1) == 0;
                } finally {
                    statement.execute("PRAGMA busy_timeout = " + SqliteFile.BUSY_MS);
                }
            } finally {
                connection.setAutoCommit(false);
            }
        } catch (final SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (final SQLException e) {
            throw file.failure("close", e);
        }
    }

    private void commit(final Writing writing) {
        prepare(writing);
        try {
            connection.commit();
        } catch (final SQLException e) {
            undo();
            isUnsettled = true;
            throw file.failure("write", e);
        }
    }

    private void prepare(final Writing writing) {
        try {
            writing.to(connection);
        } catch (final SQLException e) {
            undo();
            isUnsettled = true;
            throw file.failure("write", e);
        } catch (final RuntimeException e) {
            undo();
            throw e;
        }
    }

    private void decide(final SQLException failed, final Reading<Boolean> written) {
        final StoreException refused = file.failure("write", failed);
        if (isThere(refused, failed, written)) {
            isUnsettled = false;
            return;
        }
        try {
            settle();
        } catch (final StoreException e) {
            if (isOnlyUnforced(failed)) {
                throw new SqliteDoubtException(refused.getMessage(), failed);
            }
            // The next write tries again first.
            refused.addSuppressed(e);
        }
        throw refused;
    }

    private boolean isThere(final StoreException refused, final SQLException failed, final Reading<Boolean> written) {
        try {
            return written.from(connection);
        } catch (final SQLException e) {
            throw new SqliteDoubtException(refused.getMessage(), failed);
        } finally {
            undo();
        }
    }

    // All of it was written then, so a restart would take it for good.
    private static boolean isOnlyUnforced(final SQLException failed) {
        return failed instanceof SQLiteException exception
                && exception.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_FSYNC;
    }

    // SQLite ends a transaction itself on most faults of the disk. Then there is nothing to roll back, and the driver
    // begins no other: every later statement would commit by itself.
    private void undo() {
        try {
            connection.rollback();
        } catch (final SQLException e) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("BEGIN");
            } catch (final SQLException again) {
                // Whatever is wrong with the disk shows with the next statement.
            }
        }
    }
}
