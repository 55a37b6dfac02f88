package io.kairoute.router.table;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A deterministic split of one occasion's treatments.
 *
 * @param tiers tier ids; empty matches all
 * @param unit what is bucketed
 * @param layer a layer id; null for none, which admits every unit
 * @param rangeLo the first layer bucket inside, 0 to 10,000; 0 without a layer
 * @param rangeHi the first layer bucket outside, up to 10,000; 10,000 without a layer
 * @param holdoutBp basis points of units that get no arm
 * @param arms their shares sum to 10,000 basis points
 * @param baseline the days compared with; null when not given
 * @param startsMs milliseconds since 1970, inside
 * @param endsMs milliseconds since 1970, outside
 */
public record ExperimentDefinition(
        String id,
        String occasion,
        List<String> tiers,
        Unit unit,
        String seed,
        @Nullable String layer,
        int rangeLo,
        int rangeHi,
        int holdoutBp,
        List<Arm> arms,
        String metric,
        @Nullable Baseline baseline,
        long startsMs,
        long endsMs) {

    /** What is bucketed. */
    public enum Unit {
        /** The canonical key hash of the profile that was found. */
        CUSTOMER("customer"),
        /** The request's account key. */
        ACCOUNT("account"),
        /** The request's contact id. */
        CONTACT("contact");

        private final String key;

        Unit(final String key) {
            this.key = key;
        }

        /** The spelling in tables and answers. */
        public String key() {
            return key;
        }
    }

    /**
     * One arm.
     *
     * @param shareBp basis points of the units outside the holdout
     * @param treatment laid over the base; may be {@link TreatmentDefinition#NONE}
     */
    public record Arm(String id, int shareBp, TreatmentDefinition treatment) {}

    /** The days that the experiment is compared with, both inside. */
    public record Baseline(LocalDate from, LocalDate to) {}
}
