package io.kairoute.gateway.customers;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kairoute.control.v1.CustomerProfile;
import io.kairoute.gateway.control.log.FailedCommit;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * One tenant's corrections on the disk: one SQLite file beside the segment sets, with hashes of keys only.
 *
 * <p>A write-ahead log with full synchronisation: what {@link #put} returned from is on the disk. Freed bytes are overwritten,
 * and {@link #erase} writes the whole file anew, so that no page keeps what was erased. Its callers take turns.
 */
public final class CorrectionsFile implements AutoCloseable {
    /** The version of the layout that this code writes, and the newest that it reads. */
    static final int FORMAT = 1;

    private static final int APPLICATION_ID = 0x4b41_4343;
    private static final int BUSY_MS = 2_000;
    private static final String[] SCHEMA = {
        "CREATE TABLE correction (customer BLOB PRIMARY KEY, sequence INTEGER NOT NULL, source_version INTEGER NOT NULL,"
                + " source_ms INTEGER NOT NULL, alternates BLOB NOT NULL, account BLOB, profile BLOB, check_sum INTEGER NOT NULL)"
                + " STRICT, WITHOUT ROWID",
        "PRAGMA application_id = " + APPLICATION_ID,
        "PRAGMA user_version = " + FORMAT
    };

    private final Path file;
    private final Connection connection;
    private int damaged;
    private boolean isUnsettled;

    private CorrectionsFile(final Path file, final Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /** Opens the file, making it where it is not there. */
    static CorrectionsFile open(final Path file) {
        final SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MS);
        config.enableLoadExtension(false);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        try {
            final Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
            try {
                check(file, connection);
                connection.setAutoCommit(false);
                return new CorrectionsFile(file, connection);
            } catch (final SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (final SQLException e) {
            throw failure("open", file, e);
        }
    }

    /** Copies the file as of one moment, beside whoever writes it. */
    public static void copy(final Path file, final Path target) {
        final SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MS);
        config.setReadOnly(true);
        try (Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
                PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
            copy.setString(1, target.toAbsolutePath().toString());
            copy.execute();
        } catch (final SQLException e) {
            throw failure("copy", file, e);
        }
    }

    /** Everything, in the order in which it was acknowledged. */
    List<Correction> all() {
        final List<Correction> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT customer, sequence, source_version, source_ms, alternates,"
                                + " account, profile, check_sum FROM correction ORDER BY sequence")) {
            while (rows.next()) {
                if (rows.getLong(8) == checkSum(rows)) {
                    all.add(correction(rows));
                } else {
                    damaged++;
                }
            }
            connection.rollback();
            return all;
        } catch (final SQLException | InvalidProtocolBufferException | RuntimeException e) {
            throw failure("read", file, e);
        }
    }

    /** Rows that {@link #all} left out, since their check does not fit. */
    int damaged() {
        return damaged;
    }

    private static Correction correction(final ResultSet row) throws SQLException, InvalidProtocolBufferException {
        final byte[] account = row.getBytes(6);
        return new Correction(
                KeyHash.read(ByteBuffer.wrap(row.getBytes(1))),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                hashes(row.getBytes(5)),
                account == null ? null : KeyHash.read(ByteBuffer.wrap(account)),
                profile(row.getBytes(7)));
    }

    private static long checkSum(final ResultSet row) throws SQLException {
        return checkSum(
                row.getBytes(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getBytes(5),
                row.getBytes(6),
                row.getBytes(7));
    }

    private static long checkSum(
            final byte[] customer,
            final long sequence,
            final long sourceVersion,
            final long sourceMs,
            final byte[] alternates,
            final byte @Nullable [] account,
            final byte @Nullable [] profile) {
        final CRC32C crc = new CRC32C();
        crc.update(customer);
        crc.update(ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(sequence)
                .putLong(sourceVersion)
                .putLong(sourceMs)
                .flip());
        crc.update(alternates);
        // A part that is not there differs from one without a byte.
        crc.update(account == null ? 0 : 1);
        crc.update(account == null ? new byte[0] : account);
        crc.update(profile == null ? 0 : 1);
        crc.update(profile == null ? new byte[0] : profile);
        return crc.getValue();
    }

    /** Keeps one, in the place of what was said of the customer before. */
    void put(final Correction correction) {
        final byte[] customer = correction.customer().toBytes();
        final byte[] alternates = bytes(correction.alternates());
        final byte[] account =
                correction.account() == null ? null : correction.account().toBytes();
        final byte[] profile =
                correction.profile() == null ? null : correction.profile().toByteArray();
        try {
            change(
                    "INSERT OR REPLACE INTO correction (customer, sequence, source_version, source_ms, alternates, account,"
                            + " profile, check_sum) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    statement -> {
                        statement.setBytes(1, customer);
                        statement.setLong(2, correction.sequence());
                        statement.setLong(3, correction.sourceVersion());
                        statement.setLong(4, correction.sourceMs());
                        statement.setBytes(5, alternates);
                        statement.setBytes(6, account);
                        statement.setBytes(7, profile);
                        statement.setLong(
                                8,
                                checkSum(
                                        customer,
                                        correction.sequence(),
                                        correction.sourceVersion(),
                                        correction.sourceMs(),
                                        alternates,
                                        account,
                                        profile));
                    });
        } catch (final StoreException e) {
            if (isWritten(customer, correction.sequence())) {
                isUnsettled = false;
            } else {
                refuse(e);
            }
        }
    }

    /** Forgets those of an earlier source time. */
    void forgetBefore(final long sourceMs) {
        change("DELETE FROM correction WHERE source_ms < ?", statement -> statement.setLong(1, sourceMs));
    }

    /** Forgets some customers so that no byte of the file tells of them. */
    void erase(final Collection<KeyHash> customers) {
        for (final KeyHash customer : customers) {
            change("DELETE FROM correction WHERE customer = ?", statement -> statement.setBytes(1, customer.toBytes()));
        }
        try {
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                statement.execute("VACUUM");
                statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            } finally {
                connection.setAutoCommit(false);
            }
        } catch (final SQLException e) {
            throw failure("write", file, e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (final SQLException e) {
            throw failure("close", file, e);
        }
    }

    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private void change(final String sql, final Binding binding) {
        settle();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            binding.bind(statement);
            statement.executeUpdate();
            connection.commit();
        } catch (final SQLException e) {
            FailedCommit.undo(connection);
            isUnsettled = true;
            throw failure("write", file, e);
        }
    }

    // A change that was refused must not come back with a restart.
    private void settle() {
        if (!isUnsettled) {
            return;
        }
        try {
            FailedCommit.overwrite(file, FORMAT);
            isUnsettled = false;
        } catch (final SQLException e) {
            throw failure("write", file, e);
        }
    }

    // A commit that failed may have come through all the same; what is in the file decides, not what was thrown.
    private boolean isWritten(final byte[] customer, final long sequence) {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT sequence FROM correction WHERE customer = ?")) {
            query.setBytes(1, customer);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && rows.getLong(1) == sequence;
            }
        } catch (final SQLException e) {
            return false;
        } finally {
            FailedCommit.undo(connection);
        }
    }

    private void refuse(final StoreException refused) {
        try {
            settle();
        } catch (final StoreException e) {
            // The next change tries again before it writes.
            refused.addSuppressed(e);
        }
        throw refused;
    }

    private static void check(final Path file, final Connection connection) throws SQLException {
        final int id = number(connection, "PRAGMA application_id");
        final int format = number(connection, "PRAGMA user_version");
        if (id == 0 && format == 0 && number(connection, "SELECT count(*) FROM sqlite_master") == 0) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                for (final String step : SCHEMA) {
                    statement.execute(step);
                }
            }
            connection.commit();
        } else if (id != APPLICATION_ID || format < 1) {
            throw StoreException.refused(file + " holds no corrections of customers: restore it from a backup");
        } else if (format > FORMAT) {
            throw StoreException.refused(file + " has format " + format + ", this version reads up to " + FORMAT
                    + ": use the version that wrote it, or a newer one");
        }
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
            if (!result.next() || !"ok".equals(result.getString(1))) {
                throw StoreException.refused(file + " is damaged: restore it from a backup");
            }
        }
    }

    private static int number(final Connection connection, final String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            return result.next() ? result.getInt(1) : 0;
        }
    }

    private static List<KeyHash> hashes(final byte[] bytes) {
        final ByteBuffer from = ByteBuffer.wrap(bytes);
        final List<KeyHash> hashes = new ArrayList<>();
        while (from.remaining() >= KeyHash.BYTES) {
            hashes.add(KeyHash.read(from));
        }
        return hashes;
    }

    private static byte[] bytes(final List<KeyHash> hashes) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        hashes.forEach(hash -> bytes.writeBytes(hash.toBytes()));
        return bytes.toByteArray();
    }

    private static @Nullable CustomerProfile profile(final byte @Nullable [] bytes)
            throws InvalidProtocolBufferException {
        return bytes == null ? null : CustomerProfile.parseFrom(bytes);
    }

    private static StoreException failure(final String doing, final Path file, final Exception cause) {
        return StoreException.unreadable(
                "cannot " + doing + " the corrections " + file + ": " + cause.getMessage(), cause);
    }
}
