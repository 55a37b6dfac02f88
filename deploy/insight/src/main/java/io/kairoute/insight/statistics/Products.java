package io.kairoute.insight.statistics;

/**
 * Sums over units of products of two variables of a ratio, during and before. Immutable.
 *
 * @param ofPer of times per
 * @param ofOfBefore of times of, before
 * @param ofPerBefore of times per, before
 * @param perOfBefore per times of, before
 * @param perPerBefore per times per, before
 * @param ofBeforePerBefore of times per, both before
 */
public record Products(
        double ofPer,
        double ofOfBefore,
        double ofPerBefore,
        double perOfBefore,
        double perPerBefore,
        double ofBeforePerBefore) {}
