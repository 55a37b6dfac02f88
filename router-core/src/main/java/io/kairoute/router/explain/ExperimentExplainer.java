package io.kairoute.router.explain;

import io.kairoute.router.codec.RequestFields;
import io.kairoute.router.codec.RouteRequestFlyweight;
import io.kairoute.router.decide.AccountBuckets;
import io.kairoute.router.decision.Bucket;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.SegmentSource;
import io.kairoute.router.explain.Explanation.Rule;
import io.kairoute.router.snapshot.ExperimentTable;
import io.kairoute.router.snapshot.Names.ExperimentNames;
import java.util.ArrayList;
import java.util.List;

/** Says of each experiment why it took the contact, or why not, and lays the arm over. */
final class ExperimentExplainer {
    private static final String KIND = "EXPERIMENT";
    private static final List<String> UNITS = List.of("customer", "account", "contact");

    private final Made made;
    private final ExperimentTable table;
    private final Decision decision;

    ExperimentExplainer(final Made made) {
        this.made = made;
        this.table = made.table().experiments();
        this.decision = made.decision();
    }

    List<Rule> explain(final StepLog log) {
        final List<ExperimentNames> names = made.names().experiments();
        final List<Rule> rules = new ArrayList<>();
        for (int experiment = 0; experiment < names.size(); experiment++) {
            final String id = names.get(experiment).id();
            final boolean isTaker = experiment == decision.experiment;
            rules.add(
                    new Rule(id, KIND, isTaker, isTaker ? taken(names.get(experiment), log) : why(experiment), false));
        }
        return rules;
    }

    private String taken(final ExperimentNames names, final StepLog log) {
        final int experiment = decision.experiment;
        final int bucket = bucket(table.seedHash()[experiment], table.unit()[experiment]);
        if (decision.holdout) {
            return "holdout: bucket " + bucket + " is below " + table.holdoutBp()[experiment];
        }
        final String arm = names.arms().get(decision.arm);
        final int first = log.size();
        log.layOver(table.armRow()[experiment][decision.arm], KIND, names.id() + "/" + arm);
        final String effect = log.since(first);
        return "arm " + arm + ", bucket " + bucket + ": " + (effect.isEmpty() ? "changed nothing" : effect);
    }

    private String why(final int experiment) {
        if (made.areExperimentsOff()) {
            return "experiments are switched off";
        }
        if (!decision.isClear()) {
            return "no occasion is clear";
        }
        if (!isOfOccasion(experiment)) {
            return "another occasion";
        }
        if (decision.experiment != Decision.NONE && experiment > decision.experiment) {
            return "not looked at: "
                    + made.names().experiments().get(decision.experiment).id() + " took the contact";
        }
        if ((table.tierMask()[experiment] & 1L << decision.tier) == 0) {
            return "not for tier " + made.names().tiers().get(decision.tier);
        }
        if (made.nowMs() < table.startsMs()[experiment] || made.nowMs() >= table.endsMs()[experiment]) {
            return made.nowMs() < table.startsMs()[experiment] ? "not begun yet" : "over";
        }
        final int unit = table.unit()[experiment];
        if (!hasUnit(unit)) {
            return "the contact has no " + UNITS.get(unit) + " to be told apart by";
        }
        return "layer bucket " + bucket(table.layerHash()[experiment], unit) + " is not in "
                + table.rangeLo()[experiment] + " to " + table.rangeHi()[experiment];
    }

    private boolean isOfOccasion(final int experiment) {
        for (final int one : table.byOccasion()[decision.occasion]) {
            if (one == experiment) {
                return true;
            }
        }
        return false;
    }

    private boolean hasUnit(final int unit) {
        return switch (unit) {
            case ExperimentTable.CUSTOMER ->
                decision.segmentSource() == SegmentSource.CUSTOMER
                        || decision.segmentSource() == SegmentSource.ALTERNATE;
            case ExperimentTable.ACCOUNT -> made.signals().hasAccountKey();
            default -> made.signals().request().length(RequestFields.CONTACT_ID) > 0;
        };
    }

    // An account's bucket is the one that the decision computed, since a replayed request has no account key.
    private int bucket(final int seedHash, final int unit) {
        if (unit == ExperimentTable.CUSTOMER) {
            return Bucket.of(Bucket.hashHex(
                    seedHash, made.profile().canonicalLow(), made.profile().canonicalHigh()));
        }
        final AccountBuckets known = made.accountBuckets();
        for (int i = 0; unit == ExperimentTable.ACCOUNT && i < known.count(); i++) {
            if (known.seedHash(i) == seedHash) {
                return known.bucket(i);
            }
        }
        final int field = unit == ExperimentTable.ACCOUNT ? RequestFields.ACCOUNT_KEY : RequestFields.CONTACT_ID;
        final RouteRequestFlyweight request = made.signals().request();
        return Bucket.of(Bucket.hash(seedHash, request.bytes(), request.offset(field), request.length(field)));
    }
}
