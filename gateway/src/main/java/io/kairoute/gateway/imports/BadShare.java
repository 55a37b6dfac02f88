package io.kairoute.gateway.imports;

import java.util.Locale;

/** Refuses a file of which too many rows are bad. */
final class BadShare {
    private static final double BASIS_POINTS = 10_000;

    private BadShare() {}

    static void check(final ImportRequest request, final long rows, final long bad) {
        final int most = request.mapping().maxBadBasisPoints();
        if (bad > 0 && bad * BASIS_POINTS > (double) rows * most) {
            throw new ImportException(String.format(
                    Locale.ROOT,
                    "%s: %,d of %,d rows are bad (%.2f%%), and %.2f%% are allowed: see %s; nothing was imported",
                    request.file(),
                    bad,
                    rows,
                    100.0 * bad / rows,
                    100 * most / BASIS_POINTS,
                    request.rejects()));
        }
    }
}
