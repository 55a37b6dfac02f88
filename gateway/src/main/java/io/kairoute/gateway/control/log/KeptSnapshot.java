package io.kairoute.gateway.control.log;

import io.kairoute.gateway.sqlite.SqliteTransactions;
import io.kairoute.router.store.StoreException;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A snapshot of the fold that belongs to the log that it lies in: its seal fits every chain's end at its place.
 *
 * @param end the log's end as of the snapshot
 */
record KeptSnapshot(FoldSnapshot snapshot, ChainEnd end) {
    private static final Logger LOG = LoggerFactory.getLogger(KeptSnapshot.class);

    /** The kept one; null where there is none, or where it is not to be trusted, which is logged. */
    static @Nullable KeptSnapshot read(final SqliteTransactions transactions, final HashChain chain) {
        try {
            return transactions.read(connection -> {
                final SnapshotTable.Sealed kept = SnapshotTable.read(connection);
                if (kept == null) {
                    return null;
                }
                final long position = kept.snapshot().position();
                final ChainEnd end = new ChainEnd(chain, position, EntryTable.headsAt(connection, position));
                if (MessageDigest.isEqual(end.seal(kept.snapshot().state()), kept.seal())) {
                    return new KeptSnapshot(kept.snapshot(), end);
                }
                LOG.warn("event=fold_snapshot_ignored position={} cause=\"it does not fit the control log\"", position);
                return null;
            });
        } catch (final StoreException e) {
            LOG.warn("event=fold_snapshot_ignored cause=\"{}\"", e.getMessage());
            return null;
        }
    }
}
