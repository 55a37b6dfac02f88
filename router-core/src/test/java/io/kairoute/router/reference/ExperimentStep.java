package io.kairoute.router.reference;

import io.kairoute.router.table.ExperimentDefinition;
import io.kairoute.router.table.LayerDefinition;
import io.kairoute.router.table.TableDefinition;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Step 3, second half: the one experiment that the contact is part of, if any. */
final class ExperimentStep {
    private static final int FAR = 32;

    private final TableDefinition table;
    private final Signals signals;
    private final OccasionStep.Choice occasion;
    private final SegmentStep.Choice segment;
    private final Findings findings;

    ExperimentStep(
            final TableDefinition table,
            final Signals signals,
            final OccasionStep.Choice occasion,
            final SegmentStep.Choice segment,
            final Findings findings) {
        this.table = table;
        this.signals = signals;
        this.occasion = occasion;
        this.segment = segment;
        this.findings = findings;
    }

    /**
     * What the split gave.
     *
     * @param arm null in the holdout
     */
    record Exposure(ExperimentDefinition experiment, ExperimentDefinition.@Nullable Arm arm) {}

    /** Decides the experiment and its arm. */
    Optional<Exposure> expose() {
        if (occasion.band() != Band.CLEAR || findings.flags.contains(Flag.EXPERIMENTS_OFF)) {
            return Optional.empty();
        }
        return table.experiments().stream()
                .filter(this::admits)
                .findFirst()
                .map(experiment -> new Exposure(experiment, arm(experiment)));
    }

    private boolean admits(final ExperimentDefinition experiment) {
        if (!experiment.occasion().equals(occasion.occasion().id())) {
            return false;
        }
        if (!experiment.tiers().isEmpty()
                && !experiment.tiers().contains(segment.tier().id())) {
            findings.took(Branch.EXPERIMENT_OTHER_TIER);
            return false;
        }
        if (experiment.tiers().contains(segment.tier().id()) && table.tiers().indexOf(segment.tier()) >= FAR) {
            findings.took(Branch.EXPERIMENT_TIER_32_OR_BEYOND);
        }
        if (signals.nowMs() < experiment.startsMs()) {
            findings.took(Branch.EXPERIMENT_BEFORE);
            return false;
        }
        if (signals.nowMs() >= experiment.endsMs()) {
            findings.took(Branch.EXPERIMENT_AFTER);
            return false;
        }
        final String unit = unit(experiment);
        if (unit.isEmpty()) {
            findings.took(Branch.EXPERIMENT_WITHOUT_UNIT);
            return false;
        }
        return layerAdmits(experiment, unit);
    }

    private boolean layerAdmits(final ExperimentDefinition experiment, final String unit) {
        if (experiment.layer() == null) {
            return true;
        }
        final LayerDefinition layer = table.layers().stream()
                .filter(one -> one.id().equals(experiment.layer()))
                .findFirst()
                .orElseThrow();
        final int bucket = Buckets.bucket(layer.seed(), unit);
        if (bucket < experiment.rangeLo() || bucket >= experiment.rangeHi()) {
            findings.took(Branch.EXPERIMENT_OUTSIDE_LAYER_RANGE);
            return false;
        }
        return true;
    }

    /** What is bucketed, or {@code ""} when this contact has none. */
    private String unit(final ExperimentDefinition experiment) {
        return switch (experiment.unit()) {
            case CUSTOMER -> Objects.requireNonNullElse(segment.customerUnit(), "");
            case ACCOUNT -> signals.accountKey();
            case CONTACT -> signals.contactId();
        };
    }

    private ExperimentDefinition.@Nullable Arm arm(final ExperimentDefinition experiment) {
        final int bucket = Buckets.bucket(experiment.seed(), unit(experiment));
        if (bucket < experiment.holdoutBp()) {
            findings.took(Branch.EXPERIMENT_HOLDOUT);
            return null;
        }
        int cumulativeShareBp = 0;
        for (final ExperimentDefinition.Arm arm : experiment.arms()) {
            cumulativeShareBp += arm.shareBp();
            final int upperEdge = experiment.holdoutBp()
                    + BasisPoints.product(BasisPoints.ONE - experiment.holdoutBp(), cumulativeShareBp);
            if (bucket < upperEdge) {
                findings.took(
                        arm.equals(experiment.arms().get(0))
                                ? Branch.EXPERIMENT_ARM
                                : Branch.EXPERIMENT_ARM_NOT_THE_FIRST);
                return arm;
            }
        }
        throw new IllegalStateException("the shares of " + experiment.id() + " sum to " + cumulativeShareBp);
    }
}
