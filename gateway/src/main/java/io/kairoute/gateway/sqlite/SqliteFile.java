package io.kairoute.gateway.sqlite;

import io.kairoute.router.store.OwnerOnly;
import io.kairoute.router.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/**
 * One file of a known layout, and the ways in which it is opened.
 *
 * <p>A write-ahead log with full synchronisation: a commit is on the disk when it returns. Freed bytes are overwritten.
 * Immutable.
 */
public final class SqliteFile {
    static final int BUSY_MS = 2_000;
    private static final String APPLICATION_ID = "PRAGMA application_id";
    private static final String FORMAT = "PRAGMA user_version";

    private final Path path;
    private final SqliteLayout layout;

    private interface Check {
        void of(Connection connection) throws SQLException;
    }

    /** Names a file, which need not be there. */
    public SqliteFile(final Path path, final SqliteLayout layout) {
        this.path = path;
        this.layout = layout;
    }

    /**
     * Opens the file to write, making it where it is not there.
     *
     * @throws StoreException when it cannot be used, or is of another kind
     */
    public SqliteTransactions open() {
        return new SqliteTransactions(this, connectToWrite());
    }

    /** A connection that writes, making the file where it is not there. */
    Connection connectToWrite() {
        makePrivate();
        return connect(writingDurably(), this::makeOrCheck);
    }

    /**
     * Opens the file to write as {@link #open} does, and looks through all of its pages.
     *
     * @throws StoreException when it cannot be used, is of another kind, or is damaged
     */
    public SqliteTransactions openSound() {
        makePrivate();
        return new SqliteTransactions(this, connect(writingDurably(), connection -> {
            makeOrCheck(connection);
            lookThrough(connection);
        }));
    }

    /**
     * Opens the file to read, beside whoever writes it.
     *
     * @throws StoreException when it cannot be used, or is of another kind
     */
    public SqliteTransactions openToRead() {
        return new SqliteTransactions(this, connectToRead());
    }

    /**
     * A connection that reads beside whoever writes, for those who tell what is wrong with a file themselves.
     *
     * @throws StoreException when it cannot be opened, or is of another kind
     */
    public Connection connectToRead() {
        return connect(reading(), this::check);
    }

    /**
     * Copies the file as of one moment, whatever is in it, to one that is not there yet.
     *
     * @throws StoreException when it cannot be read or written
     */
    public void copy(final Path target) {
        try (Connection connection = reading().createConnection(url());
                PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
            copy.setString(1, target.toAbsolutePath().toString());
            copy.execute();
        } catch (final SQLException e) {
            throw failure("copy", e);
        }
    }

    /** The version of the layout of an open file. */
    public static int format(final Connection connection) throws SQLException {
        return number(connection, FORMAT);
    }

    /** What went wrong, in a sentence; {@code doing} reads as in "cannot read". */
    StoreException failure(final String doing, final SQLException cause) {
        return layout.words().failure(doing, path, cause);
    }

    /**
     * Overwrites what a commit that failed may have left behind the last good one in the write-ahead log. A restart would take
     * those frames for good; another write over them, however small, breaks their chain. Works where writing works, also while
     * the disk cannot force.
     */
    void overwriteFailed() throws SQLException {
        try (Connection connection = writing(SQLiteConfig.SynchronousMode.OFF).createConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute(FORMAT + " = " + layout.format());
        }
    }

    // SQLite gives its write-ahead log the permissions of the file, which it would itself make by the umask.
    private void makePrivate() {
        try {
            if (!Files.exists(path)) {
                Files.createFile(path, OwnerOnly.file(path));
            }
        } catch (final IOException e) {
            throw StoreException.io("make", path, e);
        }
    }

    private static SQLiteConfig writingDurably() {
        final SQLiteConfig config = writing(SQLiteConfig.SynchronousMode.FULL);
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        return config;
    }

    private static SQLiteConfig writing(final SQLiteConfig.SynchronousMode synchronous) {
        final SQLiteConfig config = config();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(synchronous);
        return config;
    }

    private static SQLiteConfig reading() {
        final SQLiteConfig config = config();
        config.setReadOnly(true);
        return config;
    }

    private static SQLiteConfig config() {
        NativeLibrary.load();
        final SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MS);
        config.enableLoadExtension(false);
        return config;
    }

    private String url() {
        return "jdbc:sqlite:" + path.toAbsolutePath();
    }

    private Connection connect(final SQLiteConfig config, final Check check) {
        try {
            final Connection connection = config.createConnection(url());
            try {
                check.of(connection);
                connection.setAutoCommit(false);
                return connection;
            } catch (final SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (final SQLException e) {
            throw failure("open", e);
        }
    }

    private void makeOrCheck(final Connection connection) throws SQLException {
        if (number(connection, APPLICATION_ID) == 0
                && format(connection) == 0
                && number(connection, "SELECT count(*) FROM sqlite_master") == 0) {
            make(connection);
        } else {
            check(connection);
            if (format(connection) < layout.format()) {
                make(connection);
            }
        }
    }

    private void check(final Connection connection) throws SQLException {
        final int format = format(connection);
        if (number(connection, APPLICATION_ID) != layout.applicationId() || format < 1) {
            throw layout.words().stranger(path);
        }
        if (format > layout.format()) {
            throw layout.words().newer(path, format, layout.format());
        }
    }

    private void lookThrough(final Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
            if (!result.next() || !"ok".equals(result.getString(1))) {
                throw StoreException.refused(path + " is damaged: restore it from a backup");
            }
        }
    }

    private void make(final Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (final String table : layout.tables()) {
                statement.execute(table);
            }
            layout.filling().of(connection);
            statement.execute(APPLICATION_ID + " = " + layout.applicationId());
            statement.execute(FORMAT + " = " + layout.format());
        }
        connection.commit();
    }

    private static int number(final Connection connection, final String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            return result.next() ? result.getInt(1) : 0;
        }
    }
}
