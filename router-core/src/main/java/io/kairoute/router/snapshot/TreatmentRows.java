package io.kairoute.router.snapshot;

import io.kairoute.router.decision.TreatmentFields;

/**
 * Every treatment of a table, merged ahead where occasion, band and tier alone decide it: rows of
 * {@link TreatmentFields#COUNT} longs, addressed by number. Immutable.
 */
public final class TreatmentRows {
    /** No treatment. */
    public static final int NONE = -1;

    private final long[] rows;

    /** Makes rows of longs laid end to end. */
    public TreatmentRows(final long[] rows) {
        this.rows = rows.clone();
    }

    /** A field of a row; {@link TreatmentFields#ABSENT} where the row says nothing. */
    public long field(final int row, final int field) {
        return rows[row * TreatmentFields.COUNT + field];
    }

    /** Replaces a treatment by a row, field by field. */
    public void load(final int row, final long[] into) {
        System.arraycopy(rows, row * TreatmentFields.COUNT, into, 0, TreatmentFields.COUNT);
    }

    /** Lays a row over a treatment: what the row says counts, the rest stays. */
    public void layOver(final int row, final long[] into) {
        final int start = row * TreatmentFields.COUNT;
        for (int field = 0; field < TreatmentFields.COUNT; field++) {
            // Without a branch: which arm's row it is is as good as random.
            final long value = rows[start + field];
            final long difference = value ^ TreatmentFields.ABSENT;
            final long isSaid = (difference | -difference) >> (Long.SIZE - 1);
            into[field] = (value & isSaid) | (into[field] & ~isSaid);
        }
    }
}
