package io.kairoute.gateway.control.log;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The totally ordered, durable record of every change of control state. State is its fold, which judges each change in log order;
 * so whatever keeps this promise, a file or a replicated log, can stand behind it.
 *
 * <p>Thread-confined: owned by the control thread.
 */
public interface ControlLog extends AutoCloseable {
    /**
     * Follows the log from now on: hands every entry behind a place to the fold, in order, then judges proposals by it and hands
     * over what is accepted. Where the fold meets an entry that only a newer version knows, nothing is handed over any more, and
     * each proposal needs that newer version.
     *
     * @param position the last entry that the fold holds; 0 for none
     * @throws io.kairoute.router.store.StoreException when the log cannot be read, or is not what was written
     */
    void follow(long position, Fold fold);

    /**
     * Proposes a change. There is one outcome for each proposal, and outcomes come in log order; what is accepted is on the disk,
     * with what goes beside it, and folded in before its outcome is told.
     *
     * @return fails with a {@link io.kairoute.router.store.StoreException} where it is certain that nothing was written, and with an
     *     {@link OutcomeUnknownException} where nobody can tell whether it was
     */
    CompletableFuture<Verdict> propose(Proposal proposal);

    /** The last entry's place in the log; 0 without entries. */
    long position();

    /** The kept snapshot of the fold; null when there is none, or when it does not belong to this log. */
    @Nullable
    FoldSnapshot snapshot();

    /**
     * Keeps a snapshot of the fold in the place of the one before. It outlives what is deleted beside the chain, so it must not hold
     * account keys.
     *
     * @param snapshot as of the newest entry
     * @throws io.kairoute.router.store.StoreException when it cannot be written; the one before is kept then
     */
    void keep(FoldSnapshot snapshot);

    /**
     * Checks what somebody else appended since this log was opened to read, or since this was last called.
     *
     * @throws io.kairoute.router.store.StoreException when the log cannot be read, or is not what was written
     */
    void checkAppended();

    /** What is known of the entries of before the start. */
    IntactState intact();

    /** How far the whole log was checked since the start, where that is done. */
    default Verified verified() {
        return Verified.NOTHING;
    }

    /** Has the whole log checked from now on, beside whoever writes it; does nothing where nobody checks it. */
    default void verifyNow() {}

    /** How many entries the check of the whole log has read that goes on, or is about to; empty where none does. */
    default OptionalLong verifying() {
        return OptionalLong.empty();
    }

    /**
     * A document of an entry.
     *
     * @throws io.kairoute.router.store.StoreException when it is not there, or is not what it was
     */
    byte[] document(byte[] sha256);

    /** The bytes of a document; 0 where it is not there. */
    long documentBytes(byte[] sha256);

    /** The bytes that the log's disk still takes beyond what stays for small changes and decisions; below 0 for none. */
    long roomBytes();

    /** A tenant's newest entries that fit, the newest first. */
    List<ControlEntry> newest(String tenant, EntryFilter filter, int count);

    /** The account keys that are kept beside the chain. */
    List<ScopeKey> scopeKeys();

    /**
     * Makes sure that no file holds account keys that were deleted, or a change that was refused, and finds out outcomes that were not
     * known; asked for again and again, since a reader or the disk can keep it from that.
     */
    void settle();

    @Override
    void close();
}
