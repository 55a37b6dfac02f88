package io.kairoute.gateway.control.log;

import io.kairoute.gateway.sqlite.SqliteDoubtException;
import io.kairoute.gateway.sqlite.SqliteFile;
import io.kairoute.gateway.sqlite.SqliteTransactions;
import io.kairoute.router.store.DiskRoom;
import io.kairoute.router.store.StoreException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The control log in one SQLite file. It answers each proposal itself, at once: an entry and what goes beside it are one
 * transaction. The place of the last entry is the position of the fold, so the two cannot part.
 *
 * <p>Opening checks the chain from the kept snapshot on, or all of it where there is none, so that a changed or damaged end is never
 * acted on. The entries before the snapshot are checked from the time on when somebody follows, by a
 * {@link BackgroundVerification}. Thread-confined: owned by the control thread.
 */
public final class SqliteControlLog implements ControlLog {
    // What stays free for small changes and decisions: this much of a large disk, that part of a small one.
    private static final long RESERVE_BYTES = 256L << 20;
    private static final long RESERVE_DIVISOR = 20;

    private final Path file;
    private final SqliteTransactions transactions;
    private final ChainKey key;
    private final HashChain chain;
    private final ChainEnd end;
    private final BackgroundVerification verification;
    private @Nullable RepeatedVerification repeated;
    private @Nullable KeptSnapshot checked;
    private boolean hasSnapshot;
    private boolean isStopped;
    private boolean isUnsettled = true;
    private @Nullable Fold fold;
    private @Nullable ControlEntry doubtful;

    private SqliteControlLog(
            final Path file,
            final SqliteTransactions transactions,
            final ChainKey key,
            final @Nullable KeptSnapshot snapshot) {
        this.file = file;
        this.transactions = transactions;
        this.key = key;
        chain = new HashChain(key);
        hasSnapshot = snapshot != null;
        checked = snapshot;
        end = snapshot == null ? new ChainEnd(chain) : snapshot.end();
        verification = new BackgroundVerification(file, new HashChain(key), end.sequence());
    }

    /**
     * Opens the log, making it where it is not there.
     *
     * @throws StoreException when it cannot be used, or is not what was written
     */
    public static SqliteControlLog open(final Path file, final ChainKey key) {
        return over(file, new SqliteFile(file, ControlLogLayout.LAYOUT).open(), key);
    }

    /** Opens the log over a connection to its file. */
    static SqliteControlLog over(final Path file, final SqliteTransactions transactions, final ChainKey key) {
        return checked(file, transactions, key, from -> KeptSnapshot.read(from, new HashChain(key)));
    }

    private static SqliteControlLog checked(
            final Path file,
            final SqliteTransactions transactions,
            final ChainKey key,
            final Function<SqliteTransactions, @Nullable KeptSnapshot> kept) {
        try {
            final SqliteControlLog log = new SqliteControlLog(file, transactions, key, kept.apply(transactions));
            log.checkAppended();
            return log;
        } catch (final RuntimeException e) {
            transactions.close();
            throw e;
        }
    }

    /**
     * Opens the log to read, beside the node that writes it, once all of it is checked.
     *
     * @throws StoreException when it cannot be used, or is not what was written
     */
    public static SqliteControlLog openToRead(final Path file, final ChainKey key) {
        return checked(file, new SqliteFile(file, ControlLogLayout.LAYOUT).openToRead(), key, from -> null);
    }

    /**
     * Copies a log as of one moment to a file that is not there yet, beside the node that writes it.
     *
     * @throws StoreException when it cannot be read or written
     */
    public static void copy(final Path file, final Path target) {
        final SqliteFile log = new SqliteFile(file, ControlLogLayout.LAYOUT);
        log.openToRead().close();
        log.copy(target);
    }

    @Override
    public void follow(final long position, final Fold follower) {
        if (position > end.sequence()) {
            throw new IllegalArgumentException(
                    "position=" + position + " is behind the newest entry=" + end.sequence());
        }
        final ChainEnd from = position == 0
                ? new ChainEnd(chain)
                : transactions.read(
                        connection -> new ChainEnd(chain, position, EntryTable.headsAt(connection, position)));
        isStopped = !walk(from, follower::apply);
        checked = null;
        if (fold == null) {
            verification.start();
        }
        fold = follower;
    }

    @Override
    public CompletableFuture<Verdict> propose(final Proposal proposal) {
        try {
            return CompletableFuture.completedFuture(judged(proposal));
        } catch (final StoreException | OutcomeUnknownException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public long position() {
        return end.sequence();
    }

    @Override
    public @Nullable FoldSnapshot snapshot() {
        // What opening has read and checked need not be read again; it may be large, so it is held until then only.
        KeptSnapshot kept = checked;
        checked = null;
        if (kept == null && hasSnapshot) {
            kept = KeptSnapshot.read(transactions, chain);
        }
        return kept == null ? null : kept.snapshot();
    }

    @Override
    public void keep(final FoldSnapshot snapshot) {
        if (snapshot.position() != end.sequence()) {
            throw new IllegalArgumentException(
                    "snapshot.position=" + snapshot.position() + " is not the newest entry=" + end.sequence());
        }
        final byte[] seal = end.seal(snapshot.state());
        transactions.write(connection -> SnapshotTable.replace(connection, snapshot, seal));
        checked = null;
        hasSnapshot = true;
    }

    @Override
    public void checkAppended() {
        final boolean unused = walk(end, entry -> true);
    }

    @Override
    public IntactState intact() {
        final RepeatedVerification again = repeated;
        return again != null && again.state() instanceof IntactState.Damaged found ? found : verification.state();
    }

    /** Has the whole log checked now, and once an hour from now on, beside whoever writes it. */
    public void verifyRepeatedly(final InstantSource clock) {
        final RepeatedVerification again = new RepeatedVerification(file, key, clock);
        repeated = again;
        again.start();
    }

    @Override
    public Verified verified() {
        final RepeatedVerification again = repeated;
        return again == null ? Verified.NOTHING : again.verified();
    }

    @Override
    public void verifyNow() {
        final RepeatedVerification again = repeated;
        if (again != null) {
            again.checkNow();
        }
    }

    @Override
    public OptionalLong verifying() {
        final RepeatedVerification again = repeated;
        return again == null ? OptionalLong.empty() : again.checking();
    }

    @Override
    public byte[] document(final byte[] sha256) {
        final byte[] bytes = transactions.read(connection -> DocumentTable.document(connection, sha256));
        if (!Arrays.equals(Sha256.of(bytes), sha256)) {
            throw StoreException.refused("a table document in the control log " + file
                    + " is missing or not what it was: restore the data directory from a backup");
        }
        return bytes;
    }

    @Override
    public long documentBytes(final byte[] sha256) {
        return transactions.read(connection -> DocumentTable.bytes(connection, sha256));
    }

    @Override
    public long roomBytes() {
        final DiskRoom room = DiskRoom.of(file.toAbsolutePath());
        return room.usableBytes() - Math.min(RESERVE_BYTES, room.totalBytes() / RESERVE_DIVISOR);
    }

    @Override
    public List<ScopeKey> scopeKeys() {
        return transactions.read(ScopeKeyTable::all);
    }

    @Override
    public List<ControlEntry> newest(final String tenant, final EntryFilter filter, final int count) {
        return transactions.read(connection -> EntryTable.newest(connection, tenant, filter, count));
    }

    @Override
    public void settle() {
        try {
            findOut();
            transactions.settle();
        } catch (final StoreException e) {
            // Is asked for again.
            return;
        }
        isUnsettled = isUnsettled && !transactions.emptyWriteAheadLog();
    }

    @Override
    public void close() {
        final RepeatedVerification again = repeated;
        if (again != null) {
            again.close();
        }
        verification.close();
        transactions.close();
    }

    /** Entries that were checked when the log was opened, and since. */
    long checkedAtStart() {
        return end.checked();
    }

    /** What checks the entries before the snapshot. */
    BackgroundVerification verification() {
        return verification;
    }

    private Verdict judged(final Proposal proposal) {
        final Fold judge = fold;
        if (judge == null) {
            throw new IllegalStateException("nobody follows the control log yet, so nobody judges");
        }
        findOut();
        if (isStopped) {
            return new Verdict.NeedsNewer();
        }
        final Fold.Judgement judgement = judge.judge(proposal, end.nextNumber(proposal.tenant()));
        if (judgement instanceof Fold.Judgement.Refuse refuse) {
            return refuse.verdict();
        }
        final Fold.Judgement.Accept accept = (Fold.Judgement.Accept) judgement;
        final ControlEntry entry = end.next(proposal.entry(accept.command().toByteArray()));
        write(entry, accept.beside());
        foldIn(entry, judge);
        return new Verdict.Accepted(entry);
    }

    private void write(final ControlEntry entry, final Beside beside) {
        try {
            transactions.writeOrDoubt(
                    connection -> {
                        EntryTable.insert(connection, entry);
                        DocumentTable.follow(connection, entry, beside);
                        ScopeKeyTable.insert(connection, beside.keys());
                        ScopeKeyTable.delete(connection, beside.gone());
                    },
                    connection -> EntryTable.holds(connection, entry));
        } catch (final SqliteDoubtException e) {
            doubtful = entry;
            isUnsettled = true;
            throw new OutcomeUnknownException(
                    e.getMessage()
                            + "; whether the change is in it cannot be told yet: repeat it with the same request_id",
                    e);
        }
        isUnsettled |= !beside.gone().isEmpty();
    }

    // From an entry that cannot be folded in on, the state is not that of the log any more, so it judges nothing.
    private void foldIn(final ControlEntry entry, final Fold follower) {
        end.add(entry);
        isStopped = true;
        isStopped = !follower.apply(entry);
    }

    // A change whose outcome was not known comes before any other, or never.
    private void findOut() {
        final ControlEntry entry = doubtful;
        final Fold follower = fold;
        if (entry == null || follower == null) {
            return;
        }
        if (transactions.read(connection -> EntryTable.holds(connection, entry))) {
            doubtful = null;
            foldIn(entry, follower);
        } else {
            transactions.settle();
            doubtful = null;
        }
    }

    // True when all entries were handed over; an entry that does not fit its chain is not.
    private boolean walk(final ChainEnd from, final Predicate<ControlEntry> taker) {
        final boolean[] goesOn = {true};
        transactions.read(connection -> {
            EntryTable.after(connection, from.sequence(), Long.MAX_VALUE, entry -> {
                if (!from.check(entry)) {
                    throw notWritten(entry);
                }
                goesOn[0] = taker.test(entry);
                return goesOn[0];
            });
            return from;
        });
        return goesOn[0];
    }

    private StoreException notWritten(final ControlEntry entry) {
        return StoreException.refused("the control log " + file + " is not what was written, from entry "
                + entry.sequence() + " on, or its key is another: kairoute audit verify tells more;"
                + " restore the data directory from a backup");
    }
}
