package io.kairoute.gateway.outcome;

import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.history.OutcomeChunks;
import io.kairoute.gateway.history.OutcomeFrames;
import io.kairoute.gateway.sqlite.SqliteReason;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.store.StoreException;
import io.kairoute.router.store.TenantFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One tenant's outcomes on the disk: chunks, and the index over them.
 *
 * <p>After a fault both are let go of, and opened again for whatever comes next: the chunk that failed is not written to any more,
 * and the index takes from the chunks what it does not know. Thread-confined: owned by the thread of outcomes.
 */
final class TenantOutcomes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TenantOutcomes.class);
    private static final long UNKNOWN = -1;
    private static final long KEPT_MS = TimeUnit.DAYS.toMillis(OutcomeChecks.MOST_AGE_DAYS);

    private final Path directory;
    private final Path indexFile;
    private final OutcomeSettings settings;
    private final InstantSource clock;
    private @Nullable Open open;
    private boolean isIndexDamaged;
    private long keptBytes = UNKNOWN;

    /** Both parts, open. */
    private record Open(OutcomeChunks chunks, OutcomeIndex index) {
        void close() throws IOException {
            try {
                chunks.close();
            } finally {
                index.close();
            }
        }

        void abandon() throws IOException {
            try {
                chunks.abandon();
            } finally {
                index.close();
            }
        }
    }

    /** Reads the index. */
    @FunctionalInterface
    interface Reading<R> {
        /** Reads. */
        R from(OutcomeIndex index);
    }

    TenantOutcomes(final TenantFolder folder, final OutcomeSettings settings, final InstantSource clock) {
        directory = folder.outcomes();
        indexFile = folder.outcomeIndex();
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether anything was ever told. */
    boolean isThere() {
        return Files.isDirectory(directory);
    }

    /** Opens what is there, and has the index know it. */
    void open() {
        final Open unused = guarded(parts -> parts);
    }

    /** Keeps a group's reports; they are on the disk when this returns, and where it throws none of them is kept for sure. */
    List<OutcomeStatus> take(final List<OutcomeRecord> reports) {
        return guarded(parts -> {
            needRoom(parts);
            if (parts.chunks().begin()) {
                retain(parts);
            }
            return parts.index().take(reports, parts.chunks());
        });
    }

    /** Reads the index. */
    <R> R read(final Reading<R> reading) {
        return guarded(parts -> reading.from(parts.index()));
    }

    /**
     * Forgets customers in the index, and ends the newest chunk.
     *
     * @return the number of the newest chunk that nobody writes any more
     */
    long forget(final Collection<KeyHash> customers) {
        return guarded(parts -> {
            parts.index().forget(customers);
            return parts.chunks().end();
        });
    }

    // What is old goes; what is acknowledged and not old never does, however little room is left.
    private void retain(final Open parts) throws IOException {
        for (final long gone : parts.chunks().deleteBefore(clock.millis() - KEPT_MS)) {
            parts.index().forget(gone);
        }
        keptBytes = OutcomeFrames.bytes(directory);
    }

    private void needRoom(final Open parts) throws IOException {
        if (keptBytes == UNKNOWN || keptBytes >= settings.mostBytes()) {
            retain(parts);
        }
        if (keptBytes >= settings.mostBytes()) {
            throw ControlRefusal.exhausted(
                    "OUTCOMES_FULL",
                    "This tenant's outcomes take up all that outcomes.max_gib gives them; raise it. None of this call is kept.");
        }
    }

    private interface Work<R> {
        R with(Open parts) throws IOException;
    }

    private <R> R guarded(final Work<R> work) {
        try {
            return work.with(opened());
        } catch (final ControlRefusal planned) {
            throw planned;
        } catch (final IOException e) {
            letGo(false);
            throw StoreException.io("use the outcomes in", directory, e);
        } catch (final RuntimeException | Error e) {
            letGo(SqliteReason.isDamage(e));
            throw e;
        }
    }

    private Open opened() throws IOException {
        Open parts = open;
        if (parts == null) {
            final OutcomeIndex index = OutcomeIndex.open(indexFile, directory, isIndexDamaged);
            try {
                parts = new Open(new OutcomeChunks(directory, settings.chunkBytes()), index);
            } catch (final IOException e) {
                index.close();
                throw e;
            }
            open = parts;
            isIndexDamaged = false;
        }
        return parts;
    }

    private void letGo(final boolean isDamaged) {
        final Open failed = open;
        open = null;
        isIndexDamaged |= isDamaged;
        keptBytes = UNKNOWN;
        if (failed == null) {
            return;
        }
        try {
            failed.abandon();
        } catch (final IOException | StoreException e) {
            // Not even that works on this disk. The next chunk is another file, and the index takes from the chunks
            // what it lacks.
            LOG.debug("event=outcomes_not_let_go reason=\"{}\"", e.getMessage());
        }
    }

    @Override
    public void close() {
        final Open parts = open;
        open = null;
        if (parts != null) {
            try {
                parts.close();
            } catch (final IOException e) {
                throw StoreException.io("close the outcomes in", directory, e);
            }
        }
    }
}
