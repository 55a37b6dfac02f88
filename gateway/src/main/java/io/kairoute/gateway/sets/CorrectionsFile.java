package io.kairoute.gateway.sets;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kairoute.control.v1.CustomerProfile;
import io.kairoute.gateway.sqlite.SqliteFile;
import io.kairoute.gateway.sqlite.SqliteLayout;
import io.kairoute.gateway.sqlite.SqliteTransactions;
import io.kairoute.gateway.sqlite.SqliteWords;
import io.kairoute.router.key.KeyHash;
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

/**
 * One tenant's corrections on the disk: one SQLite file beside the segment sets, with hashes of keys only.
 *
 * <p>What {@link #put} returned from is on the disk. Freed bytes are overwritten, and {@link #erase} writes the whole file anew,
 * so that no page keeps what was erased. Its callers take turns.
 */
public final class CorrectionsFile implements AutoCloseable {
    private static final SqliteLayout LAYOUT = new SqliteLayout(
            0x4b41_4343,
            1,
            List.of("CREATE TABLE correction (customer BLOB PRIMARY KEY, sequence INTEGER NOT NULL,"
                    + " source_version INTEGER NOT NULL, source_ms INTEGER NOT NULL, alternates BLOB NOT NULL, account BLOB,"
                    + " profile BLOB, check_sum INTEGER NOT NULL) STRICT, WITHOUT ROWID"),
            new SqliteWords("the corrections", "", "holds no corrections of customers"));

    private final SqliteTransactions transactions;
    private int damaged;

    private CorrectionsFile(final SqliteTransactions transactions) {
        this.transactions = transactions;
    }

    /** Opens the file, making it where it is not there. */
    static CorrectionsFile open(final Path file) {
        return new CorrectionsFile(new SqliteFile(file, LAYOUT).openSound());
    }

    /** Copies the file as of one moment, beside whoever writes it. */
    public static void copy(final Path file, final Path target) {
        new SqliteFile(file, LAYOUT).copy(target);
    }

    /** Everything, in the order in which it was acknowledged. */
    List<Correction> all() {
        return transactions.read(connection -> {
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
            } catch (final InvalidProtocolBufferException | RuntimeException e) {
                throw new SQLException(e.getMessage(), e);
            }
            return all;
        });
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
        transactions.write(
                connection -> {
                    try (PreparedStatement statement =
                            connection.prepareStatement("INSERT OR REPLACE INTO correction (customer, sequence,"
                                    + " source_version, source_ms, alternates, account, profile, check_sum)"
                                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
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
                        statement.executeUpdate();
                    }
                },
                connection -> isWritten(connection, customer, correction.sequence()));
    }

    /** Forgets those of an earlier source time. */
    void forgetBefore(final long sourceMs) {
        transactions.write(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("DELETE FROM correction WHERE source_ms < ?")) {
                statement.setLong(1, sourceMs);
                statement.executeUpdate();
            }
        });
    }

    /** Forgets some customers so that no byte of the file tells of them. */
    void erase(final Collection<KeyHash> customers) {
        for (final KeyHash customer : customers) {
            transactions.write(connection -> {
                try (PreparedStatement statement =
                        connection.prepareStatement("DELETE FROM correction WHERE customer = ?")) {
                    statement.setBytes(1, customer.toBytes());
                    statement.executeUpdate();
                }
            });
        }
        transactions.writeAnew();
    }

    @Override
    public void close() {
        transactions.close();
    }

    private static boolean isWritten(final Connection connection, final byte[] customer, final long sequence)
            throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT sequence FROM correction WHERE customer = ?")) {
            query.setBytes(1, customer);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && rows.getLong(1) == sequence;
            }
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
}
