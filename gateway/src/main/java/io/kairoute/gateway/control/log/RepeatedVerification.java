package io.kairoute.gateway.control.log;

import io.kairoute.gateway.sqlite.SqliteFile;
import io.kairoute.gateway.sqlite.SqliteReason;
import io.kairoute.router.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the whole chain of a control log once an hour, while its node runs, so that people can be told how far it was checked.
 *
 * <p>A thread and a connection of its own. It reads a few entries at a time and rests in between, as the check of a start does.
 * Once it has found damage it ends. Thread-safe.
 */
final class RepeatedVerification implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RepeatedVerification.class);

    private static final int ENTRIES_AT_ONCE = 500;
    private static final long REST_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long PAUSE_NS = TimeUnit.HOURS.toNanos(1);
    private static final long RETRY_NS = TimeUnit.MINUTES.toNanos(1);
    private static final long CLOSE_MS = 5_000;

    private final SqliteFile file;
    private final ChainKey key;
    private final InstantSource clock;
    private final Thread thread;
    private volatile Verified verified = Verified.NOTHING;
    private volatile IntactState state = new IntactState.Intact();
    private volatile boolean isClosed;

    RepeatedVerification(final Path file, final ChainKey key, final InstantSource clock) {
        this.file = new SqliteFile(file, ControlLogLayout.LAYOUT);
        this.key = key;
        this.clock = clock;
        thread = new Thread(this::run, "kairoute-verify-audit");
        thread.setDaemon(true);
    }

    /** Begins. */
    void start() {
        thread.start();
    }

    /** How far the log was checked. */
    Verified verified() {
        return verified;
    }

    /** What was found. */
    IntactState state() {
        return state;
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
        while (isRunning()) {
            final boolean isDone = check();
            final long untilNs = System.nanoTime() + (isDone ? PAUSE_NS : RETRY_NS);
            while (isRunning() && untilNs - System.nanoTime() > 0) {
                LockSupport.parkNanos(untilNs - System.nanoTime());
            }
        }
    }

    /** Checks every entry once; false where nothing was there to check yet, the disk did not answer, or the check was ended. */
    boolean check() {
        final ChainEnd end = new ChainEnd(new HashChain(key));
        try (Connection connection = file.connectToRead()) {
            while (isRunning()) {
                if (!step(connection, end)) {
                    verified = new Verified(clock.millis(), heads(end));
                    return end.sequence() > 0;
                }
                LockSupport.parkNanos(REST_NS);
            }
        } catch (final SQLException | StoreException e) {
            if (SqliteReason.isDamage(e)) {
                damaged(end.sequence() + 1);
            } else {
                LOG.warn("event=audit_verification_waits cause=\"{}\"", e.getMessage());
            }
        }
        return false;
    }

    private boolean isRunning() {
        return !isClosed && !(state instanceof IntactState.Damaged);
    }

    // Whether there may be more.
    private boolean step(final Connection connection, final ChainEnd end) throws SQLException {
        final long from = end.sequence();
        final long[] read = {0};
        try {
            EntryTable.after(connection, from, ENTRIES_AT_ONCE, entry -> {
                read[0]++;
                return !isClosed && end.check(entry);
            });
        } finally {
            connection.rollback();
        }
        if (!isClosed && end.sequence() < from + read[0]) {
            damaged(end.sequence() + 1);
        }
        return read[0] == ENTRIES_AT_ONCE || !isRunning();
    }

    private static Map<String, AuditHead> heads(final ChainEnd end) {
        final Map<String, AuditHead> heads = new HashMap<>();
        end.heads()
                .forEach((tenant, head) -> heads.put(
                        tenant, new AuditHead(head.number(), HexFormat.of().formatHex(head.hash()))));
        return heads;
    }

    private void damaged(final long sequence) {
        state = new IntactState.Damaged(sequence);
        LOG.error(
                "event=control_log_damaged entry={} todo=\"kairoute audit verify tells more; restore the data directory from a"
                        + " backup\"",
                sequence);
    }
}
