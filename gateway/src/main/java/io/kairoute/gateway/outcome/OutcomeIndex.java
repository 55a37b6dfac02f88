package io.kairoute.gateway.outcome;

import io.kairoute.gateway.history.Cursor;
import io.kairoute.gateway.history.OutcomeChunks;
import io.kairoute.gateway.history.OutcomeFrames;
import io.kairoute.gateway.sqlite.SqliteFile;
import io.kairoute.gateway.sqlite.SqliteLayout;
import io.kairoute.gateway.sqlite.SqliteReason;
import io.kairoute.gateway.sqlite.SqliteTransactions;
import io.kairoute.gateway.sqlite.SqliteWords;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where each of one tenant's reports stands in its chunk, by subject, source and version: one SQLite file.
 *
 * <p>The problem: whether a report came before must be known at once, for 400 days of them, which no heap holds. The choice: a
 * table on the disk, about 100 bytes a report, whose cache is bounded. It can be made again from the chunks, which alone are the
 * truth: each transaction notes how far of them it knows, and an opening takes what lies behind. The cost: one more force of the
 * disk for a group.
 *
 * <p>Thread-confined: owned by the thread of outcomes.
 */
final class OutcomeIndex implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeIndex.class);

    /** So many reports of one subject are kept at most. */
    static final int MOST_OF_A_SUBJECT = 200;

    private static final SqliteLayout LAYOUT = new SqliteLayout(
            0x4b41_4f49,
            1,
            List.of(
                    "CREATE TABLE report (subject BLOB NOT NULL, source TEXT NOT NULL, version INTEGER NOT NULL,"
                            + " chunk INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (subject, source, version))"
                            + " STRICT, WITHOUT ROWID",
                    "CREATE INDEX report_place ON report (chunk, place)",
                    "CREATE TABLE known (one INTEGER PRIMARY KEY CHECK (one = 1), chunk INTEGER NOT NULL,"
                            + " place INTEGER NOT NULL) STRICT"),
            new SqliteWords("the index of outcomes", "", "is no index of outcomes"));

    private static final int MOST_LOOKED_AT = 100_000;
    private static final Cursor BEHIND_ALL = new Cursor(Long.MAX_VALUE, 0);
    private static final String COUNT = "SELECT count(*), coalesce(max(CASE WHEN source = ?2 THEN version END), 0),"
            + " coalesce(sum(source = ?2 AND version = ?3), 0) FROM report WHERE subject = ?1";
    private static final String INSERT =
            "INSERT OR IGNORE INTO report (subject, source, version, chunk, place) VALUES (?, ?, ?, ?, ?)";

    private final SqliteTransactions transactions;

    private OutcomeIndex(final SqliteTransactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Opens the file and brings it up to the chunks; makes it again where it is damaged, or knows more than there is.
     *
     * @param isDamaged whether it is known to be
     */
    static OutcomeIndex open(final Path file, final Path chunks, final boolean isDamaged) throws IOException {
        final List<Long> numbers = OutcomeFrames.chunks(chunks);
        final long newest = numbers.isEmpty() ? Cursor.START.chunk() : numbers.get(numbers.size() - 1);
        final OutcomeIndex found = isDamaged ? null : usable(file, newest);
        if (found == null) {
            if (!numbers.isEmpty()) {
                LOG.warn("event=outcome_index_made_again file={} chunks={}", file, numbers.size());
            }
            for (final String suffix : List.of("", "-wal", "-shm")) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
            }
        }
        final OutcomeIndex index = found == null ? connect(file) : found;
        try {
            index.catchUp(chunks);
            return index;
        } catch (final IOException | RuntimeException e) {
            index.close();
            throw e;
        }
    }

    private static @Nullable OutcomeIndex usable(final Path file, final long newestChunk) {
        try {
            final OutcomeIndex index = connect(file);
            if (index.isWithin(newestChunk)) {
                return index;
            }
            index.close();
            return null;
        } catch (final StoreException e) {
            if (SqliteReason.isDamage(e) || e.getCause() == null) {
                return null;
            }
            throw e;
        }
    }

    // What cannot be read is closed here: nobody else will.
    private boolean isWithin(final long newestChunk) {
        try {
            return known().chunk() <= newestChunk;
        } catch (final StoreException e) {
            close();
            throw e;
        }
    }

    private static OutcomeIndex connect(final Path file) {
        return new OutcomeIndex(new SqliteFile(file, LAYOUT).open());
    }

    /**
     * Judges a group's reports one after the other, writes those that are kept, forces the disk, and notes how far the chunks are
     * known then.
     *
     * @return what became of each, in their order
     */
    List<OutcomeStatus> take(final List<OutcomeRecord> reports, final OutcomeChunks chunks) {
        final List<OutcomeStatus> statuses = new ArrayList<>(reports.size());
        transactions.write(connection -> {
            try (PreparedStatement count = connection.prepareStatement(COUNT);
                    PreparedStatement insert = connection.prepareStatement(INSERT)) {
                for (final OutcomeRecord report : reports) {
                    final OutcomeStatus status = judge(count, report);
                    if (status == OutcomeStatus.ACCEPTED || status == OutcomeStatus.OLDER) {
                        insert(insert, report, chunks.append(report.toBytes(), report.reportedMs()));
                    }
                    statuses.add(status);
                }
                know(connection, chunks.force());
            } catch (final IOException e) {
                throw chunks.failed("write", e);
            }
        });
        return statuses;
    }

    private static OutcomeStatus judge(final PreparedStatement count, final OutcomeRecord record) throws SQLException {
        count.setBytes(1, record.subject().toBytes());
        count.setString(2, record.told().getSource());
        count.setLong(3, record.told().getVersion());
        try (ResultSet found = count.executeQuery()) {
            if (!found.next()) {
                return OutcomeStatus.ACCEPTED;
            }
            if (found.getInt(3) > 0) {
                return OutcomeStatus.DUPLICATE;
            }
            if (found.getInt(1) >= MOST_OF_A_SUBJECT) {
                return OutcomeStatus.REFUSED;
            }
            return found.getLong(2) > record.told().getVersion() ? OutcomeStatus.OLDER : OutcomeStatus.ACCEPTED;
        }
    }

    private static void insert(final PreparedStatement insert, final OutcomeRecord record, final Cursor place)
            throws SQLException {
        insert.setBytes(1, record.subject().toBytes());
        insert.setString(2, record.told().getSource());
        insert.setLong(3, record.told().getVersion());
        insert.setLong(4, place.chunk());
        insert.setLong(5, place.offset());
        insert.executeUpdate();
    }

    /** Where the reports of a subject stand, the oldest first. */
    List<Cursor> of(final Subject subject) {
        return transactions.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT chunk, place FROM report WHERE subject = ? ORDER BY chunk, place")) {
                statement.setBytes(1, subject.toBytes());
                return places(statement);
            }
        });
    }

    /** Of which of some subjects something was told, by their places. */
    BitSet told(final List<Subject> subjects) {
        return transactions.read(connection -> {
            final BitSet told = new BitSet(subjects.size());
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT 1 FROM report WHERE subject = ? LIMIT 1")) {
                for (int i = 0; i < subjects.size(); i++) {
                    statement.setBytes(1, subjects.get(i).toBytes());
                    try (ResultSet row = statement.executeQuery()) {
                        told.set(i, row.next());
                    }
                }
            }
            return told;
        });
    }

    /**
     * Some reports.
     *
     * @param places where they stand, the newest first
     * @param next where to go on; null where there are no more
     */
    record Page(List<Cursor> places, @Nullable Cursor next) {
        /** There are none. */
        static final Page EMPTY = new Page(List.of(), null);
    }

    /** The newest reports before a place, of one source or of every one; of a rare one fewer than were asked for. */
    Page newest(final Cursor before, final String source, final int count) {
        return transactions.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT chunk, place, source FROM report"
                    + " WHERE (chunk, place) < (?, ?) ORDER BY chunk DESC, place DESC LIMIT " + MOST_LOOKED_AT)) {
                statement.setLong(1, before.chunk());
                statement.setLong(2, before.offset());
                return page(statement, source, count);
            }
        });
    }

    private static Page page(final PreparedStatement statement, final String source, final int count)
            throws SQLException {
        final List<Cursor> places = new ArrayList<>();
        int looked = 0;
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                final Cursor place = new Cursor(rows.getLong(1), rows.getLong(2));
                if (source.isEmpty() || source.equals(rows.getString(3))) {
                    places.add(place);
                }
                if (places.size() == count || ++looked == MOST_LOOKED_AT) {
                    return new Page(places, place);
                }
            }
        }
        return new Page(places, null);
    }

    private static List<Cursor> places(final PreparedStatement statement) throws SQLException {
        final List<Cursor> places = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                places.add(new Cursor(rows.getLong(1), rows.getLong(2)));
            }
        }
        return places;
    }

    /**
     * Forgets the reports of customers; where there were some the file is written anew, so that no page keeps a hash. Until it is,
     * the file says that it knows more than there is, so that an opening after a kill or a fault makes it again.
     */
    void forget(final Collection<KeyHash> customers) {
        final Cursor known = known();
        final List<Boolean> were = new ArrayList<>();
        transactions.write(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM report WHERE subject = ?")) {
                for (final KeyHash customer : customers) {
                    delete.setBytes(1, customer.toBytes());
                    were.add(delete.executeUpdate() > 0);
                }
            }
            if (were.contains(true)) {
                know(connection, BEHIND_ALL);
            }
        });
        if (were.contains(true)) {
            transactions.writeAnew();
            transactions.write(connection -> know(connection, known));
        }
    }

    /** Forgets the reports of a chunk that is gone. */
    void forget(final long chunk) {
        transactions.write(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM report WHERE chunk = ?")) {
                delete.setLong(1, chunk);
                delete.executeUpdate();
            }
        });
    }

    private Cursor known() {
        return transactions.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT chunk, place FROM known")) {
                return row.next() ? new Cursor(row.getLong(1), row.getLong(2)) : Cursor.START;
            }
        });
    }

    private static void know(final Connection connection, final Cursor place) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT OR REPLACE INTO known (one, chunk, place) VALUES (1, ?, ?)")) {
            statement.setLong(1, place.chunk());
            statement.setLong(2, place.offset());
            statement.executeUpdate();
        }
    }

    // A transaction for each chunk, so that none grows with all that is kept.
    private void catchUp(final Path chunks) throws IOException {
        final Cursor known = known();
        for (final long number : OutcomeFrames.chunks(chunks)) {
            if (number >= known.chunk()) {
                catchUp(chunks, number == known.chunk() ? known : new Cursor(number, 0));
            }
        }
    }

    private void catchUp(final Path chunks, final Cursor from) {
        transactions.write(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                final Cursor next = OutcomeFrames.read(chunks, from, (place, bytes) -> {
                    final OutcomeRecord record = OutcomeRecord.read(bytes);
                    if (!record.subject().isErased()) {
                        insertRead(insert, record, place);
                    }
                });
                know(connection, next);
            } catch (final IOException e) {
                throw StoreException.io("read the outcomes in", chunks, e);
            }
        });
    }

    private static void insertRead(final PreparedStatement insert, final OutcomeRecord record, final Cursor place) {
        try {
            insert(insert, record, place);
        } catch (final SQLException e) {
            throw StoreException.unreadable("cannot write the index of outcomes: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        transactions.close();
    }
}
