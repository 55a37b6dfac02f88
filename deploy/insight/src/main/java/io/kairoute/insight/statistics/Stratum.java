package io.kairoute.insight.statistics;

/**
 * Units that are alike in what parts them, such as the tier at first exposure, in both arms. Immutable.
 *
 * @param control those of the control
 * @param treatment those of the treatment
 */
public record Stratum(UnitSums control, UnitSums treatment) {
    long units() {
        return control.units() + treatment.units();
    }

    Stratum plus(final Stratum other) {
        return new Stratum(control.plus(other.control), treatment.plus(other.treatment));
    }
}
