package io.kairoute.insight.statistics;

import java.util.Arrays;
import java.util.Optional;

/** The little of linear algebra that lines by least squares need. */
final class Matrices {
    // A variable of which the others leave less than this says nothing of its own.
    private static final double LEAST_LEFT = 1e-10;

    private Matrices() {}

    /** The inverse of a symmetric positive matrix; none where a row follows from the others. */
    static Optional<double[][]> inverse(final double[][] matrix) {
        final int size = matrix.length;
        final double[][] rows = new double[size][];
        for (int i = 0; i < size; i++) {
            rows[i] = Arrays.copyOf(matrix[i], 2 * size);
            rows[i][size + i] = 1;
        }
        for (int column = 0; column < size; column++) {
            final double pivot = rows[column][column];
            if (pivot <= LEAST_LEFT * matrix[column][column]) {
                return Optional.empty();
            }
            for (int j = 0; j < 2 * size; j++) {
                rows[column][j] /= pivot;
            }
            clear(rows, column);
        }
        for (int i = 0; i < size; i++) {
            rows[i] = Arrays.copyOfRange(rows[i], size, 2 * size);
        }
        return Optional.of(rows);
    }

    private static void clear(final double[][] rows, final int column) {
        for (int i = 0; i < rows.length; i++) {
            final double factor = rows[i][column];
            for (int j = 0; i != column && j < rows[i].length; j++) {
                rows[i][j] -= factor * rows[column][j];
            }
        }
    }

    /** The product of two matrices. */
    static double[][] product(final double[][] left, final double[][] right) {
        final double[][] product = new double[left.length][right[0].length];
        for (int i = 0; i < left.length; i++) {
            for (int j = 0; j < right[0].length; j++) {
                for (int k = 0; k < right.length; k++) {
                    product[i][j] += left[i][k] * right[k][j];
                }
            }
        }
        return product;
    }
}
