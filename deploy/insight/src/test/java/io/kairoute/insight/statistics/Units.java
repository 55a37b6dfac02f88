package io.kairoute.insight.statistics;

import java.util.Collection;
import java.util.SplittableRandom;

/** Units one by one, as a test has them, and what they add up to. */
final class Units {
    private final Kind kind;
    private final int variables;
    private final double[] sums;
    private final double[][] products;
    private long count;

    private Units(final Kind kind, final int variables) {
        this.kind = kind;
        this.variables = variables;
        sums = new double[variables];
        products = new double[variables][variables];
    }

    /** No units of a metric with so many variables: of, per, of before, per before, as far as there are any. */
    static Units of(final Kind kind, final int variables) {
        return new Units(kind, variables);
    }

    /** Sums of units. */
    static UnitSums sums(final Kind kind, final Collection<double[]> units) {
        final Units all = of(kind, units.iterator().next().length);
        units.forEach(all::add);
        return all.sums();
    }

    /** Adds a unit. */
    void add(final double... unit) {
        count++;
        for (int i = 0; i < variables; i++) {
            sums[i] += unit[i];
            for (int j = 0; j < variables; j++) {
                products[i][j] += unit[i] * unit[j];
            }
        }
    }

    /** What they add up to. */
    UnitSums sums() {
        if (kind == Kind.SHARE) {
            return variables == 1
                    ? UnitSums.share(count, (long) sums[0])
                    : UnitSums.share(count, (long) sums[0], (long) sums[1], (long) products[0][1]);
        }
        if (kind == Kind.MEAN) {
            return variables == 1
                    ? UnitSums.mean(count, total(0))
                    : UnitSums.mean(count, total(0), total(1), products[0][1]);
        }
        return variables == 2
                ? UnitSums.ratio(count, total(0), total(1), products[0][1])
                : UnitSums.ratio(
                        count,
                        total(0),
                        total(1),
                        total(2),
                        total(3),
                        new Products(
                                products[0][1],
                                products[0][2],
                                products[0][3],
                                products[1][2],
                                products[1][3],
                                products[2][3]));
    }

    private Total total(final int variable) {
        return new Total(sums[variable], products[variable][variable]);
    }

    // A draw from a standard normal curve (Box and Muller).
    static double normal(final SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
