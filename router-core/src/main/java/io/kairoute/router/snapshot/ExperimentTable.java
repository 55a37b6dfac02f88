package io.kairoute.router.snapshot;

/**
 * The experiments of one table, by position. Immutable; arrays are not to be written.
 *
 * @param byOccasion for each occasion, its experiments in table order
 * @param tierMask the tiers of each, one bit per tier; all bits where the table names none
 * @param unit what each buckets: {@link #CUSTOMER}, {@link #ACCOUNT} or {@link #CONTACT}
 * @param startsMs the first millisecond inside
 * @param endsMs the first millisecond outside
 * @param hasLayer whether each has a layer
 * @param layerHash the hash of the layer's seed, to be continued with the unit
 * @param rangeLo the first layer bucket inside
 * @param rangeHi the first layer bucket outside
 * @param seedHash the hash of the experiment's seed, to be continued with the unit
 * @param holdoutBp the first bucket that is no holdout
 * @param armEdges for each arm, the first bucket above it
 * @param armRow for each arm, what it lays over the base; a row that says nothing for an arm without a treatment
 */
@SuppressWarnings("ArrayRecordComponent") // compiled form: the arrays are the point, and equality is never asked
public record ExperimentTable(
        int[][] byOccasion,
        long[] tierMask,
        int[] unit,
        long[] startsMs,
        long[] endsMs,
        boolean[] hasLayer,
        int[] layerHash,
        int[] rangeLo,
        int[] rangeHi,
        int[] seedHash,
        int[] holdoutBp,
        int[][] armEdges,
        int[][] armRow) {

    /** The profile's canonical key hash is bucketed. */
    public static final int CUSTOMER = 0;
    /** The account key is bucketed. */
    public static final int ACCOUNT = 1;
    /** The contact id is bucketed. */
    public static final int CONTACT = 2;
}
