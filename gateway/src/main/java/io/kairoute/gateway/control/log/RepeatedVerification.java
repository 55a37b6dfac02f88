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
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the whole chain of a control log once an hour and whenever it is asked to, while its node runs, so that people can be told
 * how far it was checked.
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
    private volatile boolean isAsked;
    private volatile boolean isUnderWay;
    private volatile long read;

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

    /** Has a check begin now; where one goes on, another one follows it, since entries may have been written behind its end. */
    void checkNow() {
        isAsked = true;
        LockSupport.unpark(thread);
    }

    /** How many entries the check has read that goes on, or is about to; empty where none does. */
    OptionalLong checking() {
        return isRunning() && (isAsked || isUnderWay) ? OptionalLong.of(read) : OptionalLong.empty();
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
            // In this order: between the two it is both, never neither.
            isUnderWay = true;
            isAsked = false;
            final boolean isDone = check();
            isUnderWay = false;
            final long untilNs = System.nanoTime() + (isDone ? PAUSE_NS : RETRY_NS);
            while (isRunning() && !isAsked && untilNs - System.nanoTime() > 0) {
                LockSupport.parkNanos(untilNs - System.nanoTime());
            }
        }
    }

    /** Checks every entry once; false where nothing was there to check yet, the disk did not answer, or the check was ended. */
    boolean check() {
        final ChainEnd end = new ChainEnd(new HashChain(key));
        read = 0;
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
        final long[] taken = {0};
        try {
            EntryTable.after(connection, from, ENTRIES_AT_ONCE, entry -> {
                taken[0]++;
                return !isClosed && end.check(entry);
            });
        } finally {
            connection.rollback();
        }
        read = end.sequence();
        if (!isClosed && end.sequence() < from + taken[0]) {
            damaged(end.sequence() + 1);
        }
        return taken[0] == ENTRIES_AT_ONCE || !isRunning();
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
