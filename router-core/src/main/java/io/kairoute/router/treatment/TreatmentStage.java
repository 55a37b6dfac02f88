package io.kairoute.router.treatment;

import io.kairoute.router.codec.RouteRequestFlyweight;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.SegmentSource;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.signal.Signals;

/** Step 3: the base treatment, and the one experiment that may lay an arm over it. Thread-confined: owned by its router. */
public final class TreatmentStage {
    private final AccountBuckets accountBuckets = new AccountBuckets();

    /** Writes the base that occasion, band and tier give. */
    public void base(final TreatmentRows rows, final BaseTable table, final Decision decision) {
        rows.load(
                switch (decision.band()) {
                    case CLEAR -> table.clearRow()[decision.occasion];
                    case AMBIGUOUS -> table.ambiguousRow()[decision.occasion];
                    case NONE -> table.tierRow()[decision.tier];
                },
                decision.treatment);
    }

    /** Begins a decision. */
    public void begin() {
        accountBuckets.begin();
    }

    /** The buckets that the last decision computed of its account key. */
    public AccountBuckets accountBuckets() {
        return accountBuckets;
    }

    /**
     * Finds the experiment that admits this contact, if any, and lays its arm over the base.
     *
     * @param profile the profile behind sources CUSTOMER and ALTERNATE; not read otherwise
     */
    public void experiment(
            final Signals signals,
            final ProfileFlyweight profile,
            final TreatmentRows rows,
            final ExperimentTable table,
            final Decision decision) {
        if (!decision.isClear()) {
            return;
        }
        for (final int experiment : table.byOccasion()[decision.occasion]) {
            if (admits(signals, profile, table, experiment, decision)) {
                decision.experiment = experiment;
                final int bucket = bucket(table.seedHash()[experiment], signals, profile, table.unit()[experiment]);
                assign(bucket, rows, table, decision);
                return;
            }
        }
    }

    private boolean admits(
            final Signals signals,
            final ProfileFlyweight profile,
            final ExperimentTable table,
            final int experiment,
            final Decision decision) {
        final int unit = table.unit()[experiment];
        if ((table.tierMask()[experiment] & 1L << decision.tier) == 0
                || signals.nowMs() < table.startsMs()[experiment]
                || signals.nowMs() >= table.endsMs()[experiment]
                || !hasUnit(signals, unit, decision)) {
            return false;
        }
        if (!table.hasLayer()[experiment]) {
            return true;
        }
        final int bucket = bucket(table.layerHash()[experiment], signals, profile, unit);
        return bucket >= table.rangeLo()[experiment] && bucket < table.rangeHi()[experiment];
    }

    private static boolean hasUnit(final Signals signals, final int unit, final Decision decision) {
        return switch (unit) {
            case ExperimentTable.CUSTOMER ->
                decision.segmentSource() == SegmentSource.CUSTOMER
                        || decision.segmentSource() == SegmentSource.ALTERNATE;
            case ExperimentTable.ACCOUNT -> signals.hasAccountKey();
            default -> signals.request().length(RouteRequestFlyweight.CONTACT_ID) > 0;
        };
    }

    private int bucket(final int hash, final Signals signals, final ProfileFlyweight profile, final int unit) {
        if (unit != ExperimentTable.ACCOUNT) {
            return Bucket.of(continueWithUnit(hash, signals, profile, unit));
        }
        final int given = accountBuckets.given(hash);
        if (given >= 0) {
            return given;
        }
        final int bucket = Bucket.of(continueWithUnit(hash, signals, profile, unit));
        accountBuckets.computed(hash, bucket);
        return bucket;
    }

    private static int continueWithUnit(
            final int hash, final Signals signals, final ProfileFlyweight profile, final int unit) {
        if (unit == ExperimentTable.CUSTOMER) {
            return Bucket.hashHex(hash, profile.canonicalLow(), profile.canonicalHigh());
        }
        final int field =
                unit == ExperimentTable.ACCOUNT ? RouteRequestFlyweight.ACCOUNT_KEY : RouteRequestFlyweight.CONTACT_ID;
        final RouteRequestFlyweight request = signals.request();
        return Bucket.hash(hash, request.bytes(), request.offset(field), request.length(field));
    }

    private static void assign(
            final int bucket, final TreatmentRows rows, final ExperimentTable table, final Decision decision) {
        if (bucket < table.holdoutBp()[decision.experiment]) {
            decision.holdout = true;
            return;
        }
        final int[] edges = table.armEdges()[decision.experiment];
        int arm = 0;
        while (bucket >= edges[arm]) {
            arm++;
        }
        decision.arm = arm;
        final int row = table.armRow()[decision.experiment][arm];
        if (row != TreatmentRows.NONE) {
            rows.layOver(row, decision.treatment);
        }
    }
}
