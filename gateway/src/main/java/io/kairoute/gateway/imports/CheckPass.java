package io.kairoute.gateway.imports;

import org.jspecify.annotations.Nullable;

/** The first pass: checks every row and counts, so that a set's file can be made for a known number of keys. */
final class CheckPass {
    private CheckPass() {}

    /**
     * Checks every row.
     *
     * @return keys that the set will hold at most
     * @throws ImportException when there is no row, or too many are bad
     */
    static long countKeys(final ImportRequest request, final CustomerRows rows, final Rejects rejects) {
        long keys = 0;
        while (rows.next()) {
            final Customer customer = customerOrReject(rows, rejects);
            keys += customer == null ? 0 : 1 + customer.otherKeys().size();
        }
        if (rows.count() == 0) {
            throw new ImportException(request.file() + " names its columns and has no rows; nothing was imported");
        }
        BadShare.check(request, rows.count(), rejects.count());
        if (keys == 0) {
            throw new ImportException(request.file() + " has bad rows only: see " + request.rejects());
        }
        return keys;
    }

    private static @Nullable Customer customerOrReject(final CustomerRows rows, final Rejects rejects) {
        try {
            return rows.customer();
        } catch (final BadCell bad) {
            rejects.add(rows.line(), bad);
            return null;
        }
    }
}
