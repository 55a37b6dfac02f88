package io.kairoute.gateway.control.log;

import io.kairoute.gateway.sqlite.SqliteFile;
import io.kairoute.gateway.sqlite.SqliteReason;
import io.kairoute.router.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the chain of those entries that a start from a snapshot did not read, while the node runs.
 *
 * <p>A thread and a connection of its own. It reads a few entries at a time and rests in between, so that it takes little of a
 * processor and keeps nobody from emptying the write-ahead log. A disk that does not answer is asked again, with growing pauses.
 * Thread-safe.
 */
final class BackgroundVerification implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundVerification.class);

    private static final int ENTRIES_AT_ONCE = 500;
    private static final long REST_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LEAST_PAUSE_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long MOST_PAUSE_NS = TimeUnit.MINUTES.toNanos(1);
    private static final long CLOSE_MS = 5_000;

    private final SqliteFile file;
    private final ChainEnd end;
    private final long upTo;
    private final Thread thread;
    private volatile IntactState state;
    private volatile boolean isClosed;

    /**
     * Checks entries up to a place, the first one first.
     *
     * @param upTo the place of the last entry to check
     */
    BackgroundVerification(final Path file, final HashChain chain, final long upTo) {
        this.file = new SqliteFile(file, ControlLogLayout.LAYOUT);
        this.end = new ChainEnd(chain);
        this.upTo = upTo;
        this.state = upTo == 0 ? new IntactState.Intact() : new IntactState.Running(0, upTo);
        thread = new Thread(this::run, "kairoute-verify-control-log");
        thread.setDaemon(true);
    }

    /** Begins, where there is something to check. */
    void start() {
        if (upTo > 0) {
            thread.start();
        }
    }

    /** How far it is, or what it found. */
    IntactState state() {
        return state;
    }

    /** Waits until it has ended; false where the time is over before. */
    boolean ends(final long mostMs) throws InterruptedException {
        thread.join(mostMs);
        return !thread.isAlive();
    }

    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long pauseNs = LEAST_PAUSE_NS;
        while (isRunning()) {
            try (Connection connection = file.connectToRead()) {
                while (isRunning()) {
                    step(connection);
                    pauseNs = LEAST_PAUSE_NS;
                    LockSupport.parkNanos(REST_NS);
                }
            } catch (final SQLException | StoreException e) {
                if (SqliteReason.isDamage(e)) {
                    damaged(end.sequence() + 1);
                } else {
                    LOG.warn("event=control_log_verification_waits cause=\"{}\"", e.getMessage());
                    LockSupport.parkNanos(pauseNs);
                    pauseNs = Math.min(2 * pauseNs, MOST_PAUSE_NS);
                }
            }
        }
    }

    private boolean isRunning() {
        return !isClosed && state instanceof IntactState.Running;
    }

    private void step(final Connection connection) throws SQLException {
        final long from = end.sequence();
        try {
            EntryTable.after(
                    connection, from, Math.min(ENTRIES_AT_ONCE, upTo - from), entry -> !isClosed && end.check(entry));
        } finally {
            connection.rollback();
        }
        if (isClosed) {
            return;
        }
        if (end.sequence() == upTo) {
            state = new IntactState.Intact();
        } else if (end.sequence() < Math.min(from + ENTRIES_AT_ONCE, upTo)) {
            damaged(end.sequence() + 1);
        } else {
            state = new IntactState.Running(end.sequence(), upTo);
        }
    }

    private void damaged(final long sequence) {
        state = new IntactState.Damaged(sequence);
        LOG.error(
                "event=control_log_damaged entry={} todo=\"kairoute audit verify tells more; restore the data directory from a"
                        + " backup\"",
                sequence);
    }
}
