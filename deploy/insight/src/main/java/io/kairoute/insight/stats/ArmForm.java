package io.kairoute.insight.stats;

import io.kairoute.insight.statistics.Kind;
import io.kairoute.insight.statistics.Products;
import io.kairoute.insight.statistics.QuantileArm;
import io.kairoute.insight.statistics.Total;
import io.kairoute.insight.statistics.UnitSums;
import org.jspecify.annotations.Nullable;

/** Reads what the units of one arm add up to, and refuses sums that no units can have. */
final class ArmForm {
    private static final String OF = "of";
    private static final String PER = "per";
    private static final String OF_BEFORE = "of_before";
    private static final String PER_BEFORE = "per_before";
    // Sums of millions of values carry the rounding of each.
    private static final double ROUNDING = 1e-9;

    private ArmForm() {}

    /** Reads the sums of an arm. */
    static UnitSums read(final Kind kind, final Form arm) {
        final long units = arm.count("units");
        return switch (kind) {
            case SHARE -> share(arm, units);
            case MEAN -> mean(arm, units);
            case RATIO -> arm.has(OF_BEFORE) || arm.has(PER_BEFORE) ? adjustedRatio(arm, units) : ratio(arm, units);
        };
    }

    /** Reads a quantile of an arm. */
    static QuantileArm quantile(final double level, final Form arm) {
        final long values = arm.count("values");
        final double estimate = arm.number("estimate");
        final double lower = arm.number("lower");
        final double upper = arm.number("upper");
        if (lower > estimate) {
            throw arm.refusal("lower", "is above the estimate");
        }
        if (upper < estimate) {
            throw arm.refusal("upper", "is below the estimate");
        }
        final long valuesOfBounds = arm.has("values_of_bounds") ? arm.count("values_of_bounds") : values;
        if (valuesOfBounds > values) {
            throw arm.refusal("values_of_bounds", "is more than values");
        }
        return new QuantileArm(
                values,
                valuesOfBounds,
                level,
                estimate,
                lower,
                upper,
                arm.has("clusters") ? clusters(arm.form("clusters")) : null);
    }

    private static QuantileArm.Clusters clusters(final Form form) {
        final long count = form.count("count");
        final Total below = total(form, "below", count);
        final Total all = total(form, "all", count);
        if (all.sum() <= 0) {
            throw form.refusal("all", "has to have a sum above 0");
        }
        return new QuantileArm.Clusters(count, below, all, product(form, "product", count, below, all));
    }

    private static UnitSums share(final Form arm, final long units) {
        final long of = did(arm, OF, units);
        if (!arm.has(OF_BEFORE)) {
            return UnitSums.share(units, of);
        }
        final long before = did(arm, OF_BEFORE, units);
        final Form products = arm.form("products");
        final long both = products.count("of_of_before");
        if (both > Math.min(of, before) || both < of + before - units) {
            throw products.refusal("of_of_before", "is " + both + ", which no units with these sums can have");
        }
        return UnitSums.share(units, of, before, both);
    }

    private static long did(final Form arm, final String field, final long units) {
        final Form form = arm.form(field);
        final long sum = form.count("sum");
        if (sum > units) {
            throw form.refusal("sum", "is more than the units: a share counts each once");
        }
        return sum;
    }

    private static UnitSums mean(final Form arm, final long units) {
        final Total of = total(arm, OF, units);
        if (!arm.has(OF_BEFORE)) {
            return UnitSums.mean(units, of);
        }
        final Total before = total(arm, OF_BEFORE, units);
        return UnitSums.mean(units, of, before, product(arm.form("products"), "of_of_before", units, of, before));
    }

    private static UnitSums ratio(final Form arm, final long units) {
        final Total of = total(arm, OF, units);
        final Total per = total(arm, PER, units);
        return UnitSums.ratio(units, of, per, product(arm.form("products"), "of_per", units, of, per));
    }

    private static UnitSums adjustedRatio(final Form arm, final long units) {
        final Total of = total(arm, OF, units);
        final Total per = total(arm, PER, units);
        final Total ofBefore = total(arm, OF_BEFORE, units);
        final Total perBefore = total(arm, PER_BEFORE, units);
        final Form products = arm.form("products");
        return UnitSums.ratio(
                units,
                of,
                per,
                ofBefore,
                perBefore,
                new Products(
                        product(products, "of_per", units, of, per),
                        product(products, "of_of_before", units, of, ofBefore),
                        product(products, "of_per_before", units, of, perBefore),
                        product(products, "per_of_before", units, per, ofBefore),
                        product(products, "per_per_before", units, per, perBefore),
                        product(products, "of_before_per_before", units, ofBefore, perBefore)));
    }

    private static Total total(final Form arm, final String field, final long units) {
        final Form form = arm.form(field);
        final double sum = form.number("sum");
        final double squares = form.positiveOrZero("sum_squares");
        if (Double.isInfinite(sum * sum)) {
            throw form.refusal("sum", "is too large");
        }
        if (sum * sum > units * squares * (1 + ROUNDING)) {
            throw form.refusal("sum_squares", "is less than " + units + " units with this sum can have");
        }
        return new Total(sum, squares);
    }

    private static double product(
            final Form form, final String field, final long units, final Total one, final Total other) {
        final double product = form.number(field);
        final double most = Math.sqrt(one.squares()) * Math.sqrt(other.squares());
        final double rest = Math.abs(product - one.sum() * other.sum() / Math.max(1, units));
        final double mostRest = Math.sqrt(rest(one, units)) * Math.sqrt(rest(other, units));
        if (rest > mostRest + ROUNDING * most) {
            throw form.refusal(field, "is further from the sums than any units can make it");
        }
        return product;
    }

    private static double rest(final Total total, final long units) {
        return Math.max(0, total.squares() - total.sum() * total.sum() / Math.max(1, units));
    }

    /** The metric of a form; null where it is a quantile. */
    static @Nullable Kind kind(final String word) {
        return switch (word) {
            case "share" -> Kind.SHARE;
            case "mean" -> Kind.MEAN;
            case "ratio" -> Kind.RATIO;
            default -> null;
        };
    }
}
