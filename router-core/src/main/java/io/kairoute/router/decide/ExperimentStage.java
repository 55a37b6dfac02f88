package io.kairoute.router.decide;

import io.kairoute.router.codec.RequestFields;
import io.kairoute.router.codec.RouteRequestFlyweight;
import io.kairoute.router.decision.Bucket;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.SegmentSource;
import io.kairoute.router.snapshot.ExperimentTable;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.snapshot.TreatmentRows;

/** Step 3, second half: the one experiment that admits the contact, if any, lays its arm over the base. Immutable. */
public final class ExperimentStage {
    /** Writes experiment, arm and holdout, and what the arm says of the treatment. */
    public void apply(final Contact contact, final Snapshot snapshot) {
        final Decision decision = contact.decision;
        if (!decision.isClear() || contact.areExperimentsOff()) {
            return;
        }
        final ExperimentTable table = snapshot.table().experiments();
        for (final int experiment : table.byOccasion()[decision.occasion]) {
            if (admits(experiment, contact, table)) {
                decision.experiment = experiment;
                final int bucket = bucket(table.seedHash()[experiment], table.unit()[experiment], contact);
                assign(bucket, decision, table, snapshot.table().rows());
                return;
            }
        }
    }

    private static boolean admits(final int experiment, final Contact contact, final ExperimentTable table) {
        final long nowMs = contact.signals.nowMs();
        final int unit = table.unit()[experiment];
        if ((table.tierMask()[experiment] & 1L << contact.decision.tier) == 0
                || nowMs < table.startsMs()[experiment]
                || nowMs >= table.endsMs()[experiment]
                || !hasUnit(unit, contact)) {
            return false;
        }
        if (!table.hasLayer()[experiment]) {
            return true;
        }
        final int bucket = bucket(table.layerHash()[experiment], unit, contact);
        return bucket >= table.rangeLo()[experiment] && bucket < table.rangeHi()[experiment];
    }

    private static boolean hasUnit(final int unit, final Contact contact) {
        return switch (unit) {
            case ExperimentTable.CUSTOMER -> {
                final SegmentSource source = contact.decision.segmentSource();
                yield source == SegmentSource.CUSTOMER || source == SegmentSource.ALTERNATE;
            }
            case ExperimentTable.ACCOUNT -> contact.signals.hasAccountKey();
            default -> contact.request.length(RequestFields.CONTACT_ID) > 0;
        };
    }

    /** The bucket of the contact's unit under a seed, of which the hash is given. */
    private static int bucket(final int seedHash, final int unit, final Contact contact) {
        return switch (unit) {
            case ExperimentTable.CUSTOMER ->
                Bucket.of(Bucket.hashHex(seedHash, contact.profile.canonicalLow(), contact.profile.canonicalHigh()));
            case ExperimentTable.ACCOUNT -> accountBucket(seedHash, contact);
            default -> Bucket.of(hash(seedHash, RequestFields.CONTACT_ID, contact.request));
        };
    }

    /** A bucket of the account key, which the log of decisions keeps in the key's place. */
    private static int accountBucket(final int seedHash, final Contact contact) {
        final int known = contact.accountBuckets.find(seedHash);
        if (known != AccountBuckets.NONE) {
            return known;
        }
        final int bucket = Bucket.of(hash(seedHash, RequestFields.ACCOUNT_KEY, contact.request));
        contact.accountBuckets.computed(seedHash, bucket);
        return bucket;
    }

    private static int hash(final int seedHash, final int field, final RouteRequestFlyweight request) {
        return Bucket.hash(seedHash, request.bytes(), request.offset(field), request.length(field));
    }

    private static void assign(
            final int bucket, final Decision decision, final ExperimentTable table, final TreatmentRows rows) {
        if (bucket < table.holdoutBp()[decision.experiment]) {
            decision.holdout = true;
            return;
        }
        // Counts the arms that end at or below the bucket, without a branch: a bucket is as good as random.
        int arm = 0;
        for (final int edge : table.armEdges()[decision.experiment]) {
            arm += (edge - 1 - bucket) >>> (Integer.SIZE - 1);
        }
        decision.arm = arm;
        rows.layOver(table.armRow()[decision.experiment][arm], decision.treatment);
    }
}
