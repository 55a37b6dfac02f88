package io.kairoute.gateway.control;

import io.kairoute.gateway.control.log.ControlEntry;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.EntryFilter;
import io.kairoute.gateway.control.log.Fold;
import io.kairoute.gateway.control.log.FoldSnapshot;
import io.kairoute.gateway.control.log.IntactState;
import io.kairoute.gateway.control.log.Proposal;
import io.kairoute.gateway.control.log.ScopeKey;
import io.kairoute.gateway.control.log.Verdict;
import io.kairoute.router.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A control log whose disk fails when a test says so. Thread-safe. */
public final class FailingLog implements ControlLog {
    private final ControlLog log;
    private volatile boolean isUnreadable;
    private volatile boolean isDamaged;
    private volatile boolean isWithoutKeys;
    private volatile boolean isSpoiled;
    private volatile Predicate<String> refused = kind -> false;

    /** Makes one over a log that works. */
    public FailingLog(final ControlLog log) {
        this.log = log;
    }

    /** Refuses entries of a kind from now on. */
    public void refuse(final String kind) {
        refused = kind::equals;
    }

    /** Refuses every entry from now on. */
    public void refuseAll() {
        refused = kind -> true;
    }

    /** Cannot be read from now on. */
    void failToRead() {
        isUnreadable = true;
    }

    /** An old entry turns out to be another than was written. */
    void damage() {
        isDamaged = true;
    }

    /** Cannot read account keys, or can again. */
    void withoutKeys(final boolean isWithout) {
        isWithoutKeys = isWithout;
    }

    /** Every document turns out to be none that this version can read. */
    void spoilDocuments() {
        isSpoiled = true;
    }

    /** Takes entries again. */
    public void takeAgain() {
        refused = kind -> false;
    }

    @Override
    public CompletableFuture<Verdict> propose(final Proposal proposal) {
        return refused.test(proposal.kind())
                ? CompletableFuture.failedFuture(StoreException.refused("the disk is gone"))
                : log.propose(proposal);
    }

    @Override
    public void follow(final long position, final Fold fold) {
        if (isUnreadable) {
            throw StoreException.refused("the disk is gone");
        }
        log.follow(position, fold);
    }

    @Override
    public long position() {
        return log.position();
    }

    @Override
    public @Nullable FoldSnapshot snapshot() {
        return log.snapshot();
    }

    @Override
    public void keep(final FoldSnapshot snapshot) {
        if (refused.test("")) {
            throw StoreException.refused("the disk is gone");
        }
        log.keep(snapshot);
    }

    @Override
    public void checkAppended() {
        log.checkAppended();
    }

    @Override
    public IntactState intact() {
        return isDamaged ? new IntactState.Damaged(7) : log.intact();
    }

    @Override
    public byte[] document(final byte[] sha256) {
        return isSpoiled ? "no table any more".getBytes(StandardCharsets.UTF_8) : log.document(sha256);
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
        if (isWithoutKeys) {
            throw StoreException.refused("the disk is gone");
        }
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
