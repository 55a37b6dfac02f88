package io.kairoute.bench.rivals;

import java.util.List;

/** The rows that an engine's contacts meet, one after the other and over again. Thread-confined: owned by its engine. */
final class MetRows {
    private final List<RivalRow> table;
    private int[] rows = {0};
    private int next;

    MetRows(final List<RivalRow> table) {
        this.table = table;
    }

    void meet(final int[] met) {
        rows = met.clone();
        next = 0;
    }

    /** The row that the next contact meets. */
    RivalRow next() {
        final RivalRow row = table.get(rows[next]);
        next = next + 1 == rows.length ? 0 : next + 1;
        return row;
    }
}
