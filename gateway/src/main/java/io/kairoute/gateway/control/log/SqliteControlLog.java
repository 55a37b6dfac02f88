package io.kairoute.gateway.control.log;

import com.google.protobuf.ByteString;
import io.kairoute.gateway.sqlite.SqliteFile;
import io.kairoute.gateway.sqlite.SqliteLayout;
import io.kairoute.gateway.sqlite.SqliteTransactions;
import io.kairoute.gateway.sqlite.SqliteWords;
import io.kairoute.router.store.StoreException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control log in one SQLite file. Each append is one transaction of its own.
 *
 * <p>Opening reads the log once and checks its chain, so that a changed or damaged log is never acted on. Thread-confined:
 * owned by the control thread.
 */
public final class SqliteControlLog implements ControlLog {
    /** What the file looks like inside. */
    static final SqliteLayout LAYOUT = new SqliteLayout(
            0x4b41_4952,
            2,
            List.of(
                    "CREATE TABLE IF NOT EXISTS entry (sequence INTEGER PRIMARY KEY, tenant TEXT NOT NULL, number INTEGER NOT NULL,"
                            + " at_ms INTEGER NOT NULL, actor TEXT NOT NULL, origin TEXT NOT NULL, kind TEXT NOT NULL,"
                            + " reason TEXT NOT NULL, command BLOB NOT NULL, hash BLOB NOT NULL, UNIQUE (tenant, number))"
                            + " STRICT",
                    "CREATE TABLE IF NOT EXISTS document (sha256 BLOB PRIMARY KEY, bytes BLOB NOT NULL)"
                            + " STRICT, WITHOUT ROWID",
                    ScopeKeyTable.CREATE),
            new SqliteWords("the control log", "the control log ", "is no control log of kairoute"));

    private static final Logger LOG = LoggerFactory.getLogger(SqliteControlLog.class);

    // What stays free for small changes and decisions: this much of a large disk, that part of a small one.
    private static final long RESERVE_BYTES = 256L << 20;
    private static final long RESERVE_DIVISOR = 20;

    private static final String COLUMNS = "sequence, tenant, number, at_ms, actor, origin, kind, reason, command, hash";

    private final Path file;
    private final SqliteTransactions transactions;
    private final HashChain chain;
    private DocumentUse use = new DocumentUse();
    private final Map<String, Head> heads = new HashMap<>();
    private long sequence;
    private boolean isUnsettled = true;

    /** Where a tenant's chain ends. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Head(long number, byte[] hash) {}

    private SqliteControlLog(final Path file, final SqliteTransactions transactions, final HashChain chain) {
        this.file = file;
        this.transactions = transactions;
        this.chain = chain;
    }

    /**
     * Opens the log, making it where it is not there.
     *
     * @throws StoreException when it cannot be used, or is not what was written
     */
    public static SqliteControlLog open(final Path file, final ChainKey key) {
        final SqliteControlLog log =
                new SqliteControlLog(file, new SqliteFile(file, LAYOUT).open(), new HashChain(key));
        try {
            log.replay(entry -> {});
            log.deleteUnneeded();
            return log;
        } catch (final RuntimeException e) {
            log.close();
            throw e;
        }
    }

    /**
     * Opens the log to read, beside the node that writes it.
     *
     * @throws StoreException when it cannot be used, or is not what was written
     */
    public static SqliteControlLog openToRead(final Path file, final ChainKey key) {
        return new SqliteControlLog(file, new SqliteFile(file, LAYOUT).openToRead(), new HashChain(key));
    }

    /**
     * Copies a log as of one moment to a file that is not there yet, beside the node that writes it.
     *
     * @throws StoreException when it cannot be read or written
     */
    public static void copy(final Path file, final Path target) {
        final SqliteFile log = new SqliteFile(file, LAYOUT);
        log.openToRead().close();
        log.copy(target);
    }

    @Override
    public void replay(final Consumer<ControlEntry> fold) {
        heads.clear();
        use = new DocumentUse();
        sequence = 0;
        transactions.read(connection -> {
            try (PreparedStatement query =
                            connection.prepareStatement("SELECT " + COLUMNS + " FROM entry ORDER BY sequence");
                    ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    final ControlEntry entry = entry(rows);
                    check(entry);
                    heads.put(entry.tenant(), new Head(entry.number(), entry.hash()));
                    sequence = entry.sequence();
                    use.fold(entry);
                    fold.accept(entry);
                }
            }
            return sequence;
        });
    }

    @Override
    public ControlEntry append(final NewEntry added, final Beside beside) {
        final Head head = heads.getOrDefault(added.tenant(), new Head(0, HashChain.START));
        final long number = head.number() + 1;
        final ControlEntry entry = new ControlEntry(
                sequence + 1,
                added.tenant(),
                number,
                added.atMs(),
                added.actor(),
                added.origin(),
                added.kind(),
                added.reason(),
                added.command(),
                chain.hash(head.hash(), sequence + 1, number, added));
        final ByteString unneeded = use.unneededAfter(entry);
        transactions.write(
                connection -> {
                    if (beside.document() != null) {
                        insertDocument(connection, beside.document());
                    }
                    if (!unneeded.isEmpty()) {
                        deleteDocument(connection, unneeded.toByteArray());
                    }
                    ScopeKeyTable.insert(connection, beside.keys());
                    ScopeKeyTable.delete(connection, beside.gone());
                    insert(connection, entry);
                },
                connection -> isWritten(connection, entry));
        sequence = entry.sequence();
        heads.put(entry.tenant(), new Head(number, entry.hash()));
        use.fold(entry);
        isUnsettled |= !beside.gone().isEmpty();
        return entry;
    }

    @Override
    public byte[] document(final byte[] sha256) {
        final byte[] bytes = transactions.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT bytes FROM document WHERE sha256 = ?")) {
                query.setBytes(1, sha256);
                try (ResultSet rows = query.executeQuery()) {
                    return rows.next() ? bytes(rows, 1) : new byte[0];
                }
            }
        });
        if (!Arrays.equals(Sha256.of(bytes), sha256)) {
            throw StoreException.refused("a table document in the control log " + file
                    + " is missing or not what it was: restore the data directory from a backup");
        }
        return bytes;
    }

    @Override
    public long documentBytes(final byte[] sha256) {
        return transactions.read(connection -> {
            try (PreparedStatement query =
                    connection.prepareStatement("SELECT length(bytes) FROM document WHERE sha256 = ?")) {
                query.setBytes(1, sha256);
                try (ResultSet rows = query.executeQuery()) {
                    return rows.next() ? rows.getLong(1) : 0L;
                }
            }
        });
    }

    @Override
    public long roomBytes() {
        try {
            final FileStore disk = Files.getFileStore(file);
            return disk.getUsableSpace() - Math.min(RESERVE_BYTES, disk.getTotalSpace() / RESERVE_DIVISOR);
        } catch (final IOException e) {
            throw StoreException.io("ask for the room of", file, e);
        }
    }

    @Override
    public List<ScopeKey> scopeKeys() {
        return transactions.read(ScopeKeyTable::all);
    }

    @Override
    public void settle() {
        isUnsettled = isUnsettled && !transactions.emptyWriteAheadLog();
    }

    @Override
    public List<ControlEntry> newest(final String tenant, final EntryFilter filter, final int count) {
        final String where = " FROM entry WHERE tenant = ? AND number < ? AND at_ms >= ? AND at_ms < ?"
                + " AND (? = '' OR kind = ?) AND (? = '' OR actor = ?) ORDER BY number DESC LIMIT ?";
        return transactions.read(connection -> {
            final List<ControlEntry> entries = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement("SELECT " + COLUMNS + where)) {
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
        });
    }

    @Override
    public void close() {
        transactions.close();
    }

    static ControlEntry entry(final ResultSet row) throws SQLException {
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

    private void check(final ControlEntry entry) {
        final Head head = heads.getOrDefault(entry.tenant(), new Head(0, HashChain.START));
        if (entry.sequence() != sequence + 1
                || entry.number() != head.number() + 1
                || !Arrays.equals(entry.hash(), hashOf(entry, head.hash(), chain))) {
            throw StoreException.refused("the control log " + file + " is not what was written, from entry "
                    + entry.sequence() + " on, or its key is another: kairoute audit verify tells more;"
                    + " restore the data directory from a backup");
        }
    }

    static byte[] hashOf(final ControlEntry entry, final byte[] before, final HashChain chain) {
        return chain.hash(
                before,
                entry.sequence(),
                entry.number(),
                new NewEntry(
                        entry.tenant(),
                        entry.atMs(),
                        entry.actor(),
                        entry.origin(),
                        entry.kind(),
                        entry.reason(),
                        entry.command()));
    }

    // What drafts of older versions left, and what a tenant that is no longer served had.
    private void deleteUnneeded() {
        try {
            transactions.write(connection -> {
                final List<byte[]> there = new ArrayList<>();
                try (PreparedStatement query = connection.prepareStatement("SELECT sha256 FROM document");
                        ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        there.add(bytes(rows, 1));
                    }
                }
                final Set<ByteString> needed = use.needed();
                for (final byte[] sha256 : there) {
                    if (!needed.contains(ByteString.copyFrom(sha256))) {
                        deleteDocument(connection, sha256);
                    }
                }
            });
        } catch (final StoreException e) {
            LOG.warn("event=documents_not_deleted cause=\"{}\"", e.getMessage());
        }
    }

    private static void deleteDocument(final Connection connection, final byte[] sha256) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM document WHERE sha256 = ?")) {
            delete.setBytes(1, sha256);
            delete.executeUpdate();
        }
    }

    private static void insertDocument(final Connection connection, final byte[] document) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR IGNORE INTO document (sha256, bytes) VALUES (?, ?)")) {
            insert.setBytes(1, Sha256.of(document));
            insert.setBytes(2, document);
            insert.executeUpdate();
        }
    }

    private static void insert(final Connection connection, final ControlEntry entry) throws SQLException {
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

    private static boolean isWritten(final Connection connection, final ControlEntry entry) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT hash FROM entry WHERE sequence = ?")) {
            query.setLong(1, entry.sequence());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && Arrays.equals(rows.getBytes(1), entry.hash());
            }
        }
    }
}
