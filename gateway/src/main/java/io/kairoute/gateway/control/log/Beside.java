package io.kairoute.gateway.control.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is written or deleted together with an entry, outside the chain. Immutable.
 *
 * @param document a table document, kept under its SHA-256 for as long as an entry needs it; null for none
 * @param keys account keys to keep
 * @param gone account keys to delete
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Beside(byte @Nullable [] document, List<ScopeKey> keys, List<ScopeKey> gone) {
    /** An entry alone. */
    public static final Beside NOTHING = new Beside(null, List.of(), List.of());

    /** An entry with a table document. */
    public static Beside document(final byte[] document) {
        return new Beside(document, List.of(), List.of());
    }

    /** An entry with account keys to keep. */
    public static Beside keys(final List<ScopeKey> keys) {
        return new Beside(null, List.copyOf(keys), List.of());
    }

    /** An entry that says that account keys are deleted. */
    public static Beside gone(final List<ScopeKey> gone) {
        return new Beside(null, List.of(), List.copyOf(gone));
    }
}
