package io.kairoute.gateway.control.log;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/** What is left to do when SQLite could not write: a connection without its transaction, and frames that must not count. */
public final class FailedCommit {
    private static final int BUSY_MS = 2_000;

    private FailedCommit() {}

    /**
     * Gives a connection that commits by hand a fresh transaction. SQLite ends one itself on most faults of the disk, and then
     * there is nothing to roll back, and the driver begins no other: every later statement would commit by itself.
     */
    public static void undo(final Connection connection) {
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

    /**
     * Overwrites what a commit that failed may have left behind the last good one in the write-ahead log. A restart would take
     * those frames for good; another write over them, however small, breaks their chain. Works where writing works, also while
     * the disk cannot force.
     *
     * @param format the file's {@code user_version}, which is written again
     */
    public static void overwrite(final Path file, final int format) throws SQLException {
        final SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MS);
        config.enableLoadExtension(false);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        try (Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = " + format);
        }
    }
}
