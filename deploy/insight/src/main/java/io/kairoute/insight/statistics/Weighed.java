package io.kairoute.insight.statistics;

import java.util.Arrays;
import java.util.List;

/** Strata weighed by their units: values of the whole, and their covariances. Immutable. */
final class Weighed {
    private final double[] values;
    private final double[][] covariance;

    private Weighed(final double[] values, final double[][] covariance) {
        this.values = values;
        this.covariance = covariance;
    }

    static Weighed of(final List<Cell> cells) {
        final int size = cells.get(0).size();
        final double units = cells.stream().mapToLong(Cell::units).sum();
        final double[] values = new double[size];
        for (final Cell cell : cells) {
            for (int i = 0; i < size; i++) {
                values[i] += cell.units() / units * cell.value(i);
            }
        }
        final double[][] covariance = new double[size][size];
        for (final Cell cell : cells) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    final double ofWeights = (cell.value(i) - values[i]) * (cell.value(j) - values[j]);
                    covariance[i][j] += cell.units() / units * (ofWeights + cell.covariance(i, j)) / units;
                }
            }
        }
        return new Weighed(values, covariance);
    }

    /** The mean of each outcome in the control. */
    double[] control() {
        return Arrays.copyOf(values, values.length / 2);
    }

    /** The mean of each outcome in the treatment. */
    double[] treatment() {
        final double[] treatment = control();
        for (int i = 0; i < treatment.length; i++) {
            treatment[i] += values[treatment.length + i];
        }
        return treatment;
    }

    /** The variance of the treatment's value less a multiple of the control's. */
    double variance(final double[] ofControl, final double[] ofTreatment, final double multiple) {
        return variance(ofControl, ofTreatment, -multiple, 1);
    }

    /** The variance of multiples of both values, by their gradients. */
    double variance(
            final double[] ofControl, final double[] ofTreatment, final double control, final double treatment) {
        final int outcomes = ofControl.length;
        final double[] gradient = new double[2 * outcomes];
        for (int i = 0; i < outcomes; i++) {
            // The treatment's mean is the control's plus the effect.
            gradient[i] = control * ofControl[i] + treatment * ofTreatment[i];
            gradient[outcomes + i] = treatment * ofTreatment[i];
        }
        double variance = 0;
        for (int i = 0; i < gradient.length; i++) {
            for (int j = 0; j < gradient.length; j++) {
                variance += gradient[i] * gradient[j] * covariance[i][j];
            }
        }
        return variance;
    }
}
