package io.kairoute.gateway.sets;

import io.kairoute.gateway.control.log.Beside;
import io.kairoute.gateway.control.log.ControlEntry;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.EntryFilter;
import io.kairoute.gateway.control.log.NewEntry;
import io.kairoute.gateway.control.log.ScopeKey;
import io.kairoute.router.store.StoreException;
import java.util.List;
import java.util.function.Consumer;

/** A control log that refuses to take entries of one kind. */
final class FailingLog implements ControlLog {
    private final ControlLog log;
    private volatile String refusedKind = "";

    FailingLog(final ControlLog log) {
        this.log = log;
    }

    /** Refuses entries of a kind from now on; an empty one refuses none. */
    void refuse(final String kind) {
        refusedKind = kind;
    }

    @Override
    public ControlEntry append(final NewEntry entry, final Beside beside) {
        if (entry.kind().equals(refusedKind)) {
            throw StoreException.refused("the disk is gone");
        }
        return log.append(entry, beside);
    }

    @Override
    public void replay(final Consumer<ControlEntry> fold) {
        log.replay(fold);
    }

    @Override
    public byte[] document(final byte[] sha256) {
        return log.document(sha256);
    }

    @Override
    public List<ControlEntry> newest(final String tenant, final EntryFilter filter, final int count) {
        return log.newest(tenant, filter, count);
    }

    @Override
    public long documentBytes(final byte[] sha256) {
        return log.documentBytes(sha256);
    }

    @Override
    public long roomBytes() {
        return log.roomBytes();
    }

    @Override
    public List<ScopeKey> scopeKeys() {
        return log.scopeKeys();
    }

    @Override
    public void settle() {
        log.settle();
    }

    @Override
    public void close() {
        log.close();
    }
}
