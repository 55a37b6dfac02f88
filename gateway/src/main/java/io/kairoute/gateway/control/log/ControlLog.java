package io.kairoute.gateway.control.log;

import java.util.List;
import java.util.function.Consumer;

/**
 * The totally ordered, durable record of every change of control state. State is its fold; so whatever keeps this
 * promise, a file or a replicated log, can stand behind it.
 *
 * <p>Thread-confined: owned by the control thread.
 */
public interface ControlLog extends AutoCloseable {
    /** Hands over every entry, in order. */
    void replay(Consumer<ControlEntry> fold);

    /**
     * Appends one entry. It and what goes with it are on the disk when this returns, or nothing of it is.
     *
     * @param beside what is written or deleted together with it
     * @throws io.kairoute.router.store.StoreException when it cannot be written; nothing has changed then
     */
    ControlEntry append(NewEntry entry, Beside beside);

    /**
     * A document that was appended.
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
     * Makes sure that no file holds account keys that were deleted; asked for again and again, since a reader can keep it from that.
     */
    void settle();

    @Override
    void close();
}
