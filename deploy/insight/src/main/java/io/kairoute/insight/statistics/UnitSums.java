package io.kairoute.insight.statistics;

import java.util.Arrays;

/**
 * What the units of one arm add up to. A unit is what was put into an arm: a customer, an account, a contact. Immutable.
 *
 * <p>Variables come in this order: what is counted ({@code of}); for a ratio, what it is counted per; then the same before the unit met the
 * experiment, where that is known. Everything that is said of an arm follows from their sums and sums of products, so whoever keeps those
 * can recompute it, and sums of parts add up to those of the whole.
 */
public final class UnitSums {
    // Below this share of the squares, a variance is what rounding left of it.
    private static final double ROUNDING = 1e-13;

    private final Kind kind;
    private final long units;
    private final double[] sums;
    private final double[][] products;

    private UnitSums(final Kind kind, final long units, final double[] sums, final double[][] products) {
        this.kind = kind;
        this.units = units;
        this.sums = sums;
        this.products = products;
    }

    /** Units of which so many did it. */
    public static UnitSums share(final long units, final long sum) {
        final double did = (double) sum;
        return new UnitSums(Kind.SHARE, units, new double[] {did}, new double[][] {{did}});
    }

    /**
     * Units of which so many did it, and did it before.
     *
     * @param both how many did it both times
     */
    public static UnitSums share(final long units, final long sum, final long before, final long both) {
        final double now = (double) sum;
        final double then = (double) before;
        final double twice = (double) both;
        return new UnitSums(Kind.SHARE, units, new double[] {now, then}, new double[][] {{now, twice}, {twice, then}});
    }

    /** Units with a value each. */
    public static UnitSums mean(final long units, final Total of) {
        return new UnitSums(Kind.MEAN, units, new double[] {of.sum()}, new double[][] {{of.squares()}});
    }

    /** Units with a value each, and the value of each before. */
    public static UnitSums mean(final long units, final Total of, final Total before, final double product) {
        return new UnitSums(Kind.MEAN, units, new double[] {of.sum(), before.sum()}, new double[][] {
            {of.squares(), product}, {product, before.squares()}
        });
    }

    /** Units with a value each, per another value. */
    public static UnitSums ratio(final long units, final Total of, final Total per, final double product) {
        return new UnitSums(Kind.RATIO, units, new double[] {of.sum(), per.sum()}, new double[][] {
            {of.squares(), product}, {product, per.squares()}
        });
    }

    /** Units with a value each, per another value, and both before. */
    public static UnitSums ratio(
            final long units,
            final Total of,
            final Total per,
            final Total ofBefore,
            final Total perBefore,
            final Products products) {
        return new UnitSums(
                Kind.RATIO, units, new double[] {of.sum(), per.sum(), ofBefore.sum(), perBefore.sum()}, new double[][] {
                    {of.squares(), products.ofPer(), products.ofOfBefore(), products.ofPerBefore()},
                    {products.ofPer(), per.squares(), products.perOfBefore(), products.perPerBefore()},
                    {products.ofOfBefore(), products.perOfBefore(), ofBefore.squares(), products.ofBeforePerBefore()},
                    {products.ofPerBefore(), products.perPerBefore(), products.ofBeforePerBefore(), perBefore.squares()}
                });
    }

    /** What the metric is of the units. */
    public Kind kind() {
        return kind;
    }

    /** How many units there are. */
    public long units() {
        return units;
    }

    /** Whether it is known how units were before. */
    public boolean isAdjustable() {
        return sums.length > outcomes();
    }

    /** The sums of these units and of others of the same metric. */
    public UnitSums plus(final UnitSums other) {
        final double[] bothSums = new double[sums.length];
        final double[][] bothProducts = new double[sums.length][sums.length];
        for (int i = 0; i < sums.length; i++) {
            bothSums[i] = sums[i] + other.sums[i];
            for (int j = 0; j < sums.length; j++) {
                bothProducts[i][j] = products[i][j] + other.products[i][j];
            }
        }
        return new UnitSums(kind, units + other.units, bothSums, bothProducts);
    }

    /** The same units, without what is known of before. */
    UnitSums unadjusted() {
        final int outcomes = outcomes();
        final double[][] fewer = new double[outcomes][];
        for (int i = 0; i < outcomes; i++) {
            fewer[i] = Arrays.copyOf(products[i], outcomes);
        }
        return new UnitSums(kind, units, Arrays.copyOf(sums, outcomes), fewer);
    }

    /** How many variables are of the time that is judged; the others are of before. */
    int outcomes() {
        return kind == Kind.RATIO ? 2 : 1;
    }

    /** How many variables there are. */
    int variables() {
        return sums.length;
    }

    double sum(final int variable) {
        return sums[variable];
    }

    double product(final int one, final int other) {
        return products[one][other];
    }

    double mean(final int variable) {
        return sums[variable] / units;
    }

    /**
     * How two variables go together, or the variance of one. That of a share is m(1 - m), by custom without n/(n - 1). What is less than the
     * sums can tell is zero.
     */
    double covariance(final int one, final int other) {
        final double whole = products[one][other];
        final double rest = whole - sums[one] * sums[other] / units;
        if (one == other && rest <= ROUNDING * whole) {
            return 0;
        }
        return rest / (kind == Kind.SHARE ? units : units - 1);
    }

    /** The variance of a sum of variables with weights; zero where its parts take each other away but for rounding. */
    double variance(final double[] weights) {
        double variance = 0;
        double parts = 0;
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j < weights.length; j++) {
                final double part = weights[i] * weights[j] * covariance(i, j);
                variance += part;
                parts += Math.abs(part);
            }
        }
        return Double.isFinite(parts) && variance <= ROUNDING * parts ? 0 : variance;
    }
}
