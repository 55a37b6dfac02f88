package io.kairoute.gateway.imports;

import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import java.nio.charset.StandardCharsets;

/**
 * Hashes the keys of one column.
 *
 * <p>Thread-confined: owned by the importing thread.
 */
final class KeyColumn {
    private final KeyMapping mapping;
    private final int column;
    private final KeyHasher hasher;
    private final SegmentKey hash = new SegmentKey();
    private long composed;

    KeyColumn(final KeyMapping mapping, final int column, final KeyHasher hasher) {
        this.mapping = mapping;
        this.column = column;
        this.hasher = hasher;
    }

    /** Hashes a row's key, to be had from {@link #hash}; false where the cell is blank. */
    boolean read(final Row row) throws BadCell {
        final String typed;
        try {
            typed = mapping.typedKey(row.raw(column));
        } catch (final IllegalArgumentException e) {
            throw row.bad(column, String.valueOf(e.getMessage()));
        }
        if (typed == null) {
            return false;
        }
        final byte[] bytes = typed.getBytes(StandardCharsets.UTF_8);
        hasher.hash(bytes, 0, bytes.length, hash);
        composed += mapping.isComposed(row.raw(column)) ? 1 : 0;
        return true;
    }

    /** Hashes a row's key, which must not be blank. */
    SegmentKey require(final Row row) throws BadCell {
        if (!read(row)) {
            throw row.bad(column, "blank, but customers are known by it");
        }
        return hash;
    }

    SegmentKey hash() {
        return hash;
    }

    /** Keys so far whose letters were joined with their accents to one form. */
    long composed() {
        return composed;
    }
}
