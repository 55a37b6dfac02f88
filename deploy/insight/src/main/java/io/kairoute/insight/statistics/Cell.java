package io.kairoute.insight.statistics;

/**
 * What one stratum says of its outcomes: first the mean of each in the control, then the effect on each, with their covariances times the
 * stratum's units. Immutable.
 */
final class Cell {
    private final long units;
    private final double[] values;
    private final double[][] covariance;

    private Cell(final long units, final double[] values, final double[][] covariance) {
        this.units = units;
        this.values = values;
        this.covariance = covariance;
    }

    /** A cell of a stratum: by lines where it is known how units of both arms were before, and by means otherwise. */
    static Cell of(final Stratum stratum) {
        return stratum.control().isAdjustable() && variesBefore(stratum.control()) && variesBefore(stratum.treatment())
                ? byLines(stratum)
                : byMeans(stratum.control().unadjusted(), stratum.treatment().unadjusted());
    }

    long units() {
        return units;
    }

    int size() {
        return values.length;
    }

    double value(final int i) {
        return values[i];
    }

    double covariance(final int i, final int j) {
        return covariance[i][j];
    }

    private static boolean variesBefore(final UnitSums sums) {
        for (int i = sums.outcomes(); i < sums.variables(); i++) {
            if (sums.covariance(i, i) == 0) {
                return false;
            }
        }
        return true;
    }

    private static Cell byMeans(final UnitSums control, final UnitSums treatment) {
        final int outcomes = control.outcomes();
        final double units = (double) control.units() + treatment.units();
        final double[] values = new double[2 * outcomes];
        final double[][] covariance = new double[2 * outcomes][2 * outcomes];
        for (int i = 0; i < outcomes; i++) {
            values[i] = control.mean(i);
            values[outcomes + i] = treatment.mean(i) - control.mean(i);
            for (int j = 0; j < outcomes; j++) {
                final double a = control.covariance(i, j) * units / control.units();
                final double b = treatment.covariance(i, j) * units / treatment.units();
                covariance[i][j] = a;
                covariance[outcomes + i][outcomes + j] = a + b;
                covariance[i][outcomes + j] = -a;
                covariance[outcomes + i][j] = -a;
            }
        }
        return new Cell(control.units() + treatment.units(), values, covariance);
    }

    /**
     * Each outcome by a constant, the arm, and how far each variable of before is from its mean. So the constant is the control's mean at the mean
     * of before, and what is added for that mean is its own variance.
     */
    private static Cell byLines(final Stratum stratum) {
        final UnitSums both = stratum.control().plus(stratum.treatment());
        final UnitSums treatment = stratum.treatment();
        final int outcomes = both.outcomes();
        final int before = both.variables() - outcomes;
        final int terms = 2 + before;
        final double units = both.units();
        final double[][] design = new double[terms][terms];
        final double[][] answers = new double[terms][outcomes];
        design[0][0] = units;
        design[0][1] = design[1][0] = design[1][1] = treatment.units();
        for (int k = 0; k < before; k++) {
            final int variable = outcomes + k;
            design[1][2 + k] = design[2 + k][1] = treatment.sum(variable) - treatment.units() * both.mean(variable);
            for (int l = 0; l < before; l++) {
                design[2 + k][2 + l] = rest(both, variable, outcomes + l);
            }
            for (int i = 0; i < outcomes; i++) {
                answers[2 + k][i] = rest(both, variable, i);
            }
        }
        for (int i = 0; i < outcomes; i++) {
            answers[0][i] = both.sum(i);
            answers[1][i] = treatment.sum(i);
        }
        return Matrices.inverse(design)
                .map(inverse -> byLines(both, inverse, answers))
                .orElseGet(() -> byMeans(stratum.control().unadjusted(), treatment.unadjusted()));
    }

    private static Cell byLines(final UnitSums both, final double[][] inverse, final double[][] answers) {
        final double[][] lines = Matrices.product(inverse, answers);
        final int outcomes = both.outcomes();
        final int before = both.variables() - outcomes;
        final double units = both.units();
        final double[] values = new double[2 * outcomes];
        final double[][] covariance = new double[2 * outcomes][2 * outcomes];
        for (int i = 0; i < outcomes; i++) {
            values[i] = lines[0][i];
            values[outcomes + i] = lines[1][i];
            for (int j = 0; j < outcomes; j++) {
                // Three terms for each outcome are fitted, the published way of counting them.
                double left = both.product(i, j);
                for (int k = 0; k < inverse.length; k++) {
                    left -= lines[k][i] * answers[k][j];
                }
                final double residual = left / (units - 3 * outcomes);
                double ofBefore = 0;
                for (int k = 0; k < before; k++) {
                    for (int l = 0; l < before; l++) {
                        ofBefore += both.covariance(outcomes + k, outcomes + l)
                                * (residual * inverse[2 + k][2 + l] + lines[2 + k][i] * lines[2 + l][j]);
                    }
                }
                covariance[i][j] = units * residual * inverse[0][0] + ofBefore;
                covariance[outcomes + i][outcomes + j] = units * residual * inverse[1][1];
                covariance[i][outcomes + j] = units * residual * inverse[0][1];
                covariance[outcomes + i][j] = units * residual * inverse[1][0];
            }
        }
        return new Cell(both.units(), values, covariance);
    }

    // A sum of products around the means.
    private static double rest(final UnitSums sums, final int one, final int other) {
        return sums.product(one, other) - sums.sum(one) * sums.sum(other) / sums.units();
    }
}
