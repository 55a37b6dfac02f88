package io.kairoute.gateway.control.log;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
     * Appends one entry, and the document that it speaks of. Both are on the disk when this returns, or neither is.
     *
     * @param document a table document, kept under its SHA-256; null when the entry speaks of none, or of a kept one
     * @throws io.kairoute.router.store.StoreException when it cannot be written; nothing has changed then
     */
    ControlEntry append(NewEntry entry, byte @Nullable [] document);

    /**
     * A document that was appended.
     *
     * @throws io.kairoute.router.store.StoreException when it is not there, or is not what it was
     */
    byte[] document(byte[] sha256);

    /** A tenant's newest entries that fit, the newest first. */
    List<ControlEntry> newest(String tenant, EntryFilter filter, int count);

    @Override
    void close();
}
