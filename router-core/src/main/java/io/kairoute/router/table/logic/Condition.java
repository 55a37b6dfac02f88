package io.kairoute.router.table.logic;

import java.util.Arrays;

/**
 * One key of a rule's conditions with the values that fit, as sorted numbers. Immutable.
 *
 * <p>Most of the pairs that are compared differ, so a word of 64 hashed bits is looked at first.
 */
public final class Condition {
    private final String name;
    private final int key;
    private final boolean isExact;
    private final ValueNumbers numbers;
    private final int[] values;
    private final long hashedBits;

    /**
     * A condition.
     *
     * @param name the key as a person would say it
     * @param isExact whether a contact has one value at most, which fits itself alone
     */
    Condition(final String name, final int key, final boolean isExact, final ValueNumbers numbers, final int[] values) {
        this.name = name;
        this.key = key;
        this.isExact = isExact;
        this.numbers = numbers;
        this.values = values.clone();
        Arrays.sort(this.values);
        long bits = 0;
        for (final int value : values) {
            bits |= 1L << value;
        }
        hashedBits = bits;
    }

    String name() {
        return name;
    }

    int key() {
        return key;
    }

    int size() {
        return values.length;
    }

    /** Whether whatever fits the other condition fits this one. */
    boolean covers(final Condition other, final Budget budget) {
        if (isExact && (other.hashedBits & ~hashedBits) != 0) {
            return false;
        }
        for (final int value : other.values) {
            if (!fits(value, budget)) {
                return false;
            }
        }
        return true;
    }

    /** Whether nothing can fit both; false where that is not certain. */
    boolean isDisjoint(final Condition other, final Budget budget) {
        if (!isExact) {
            return false;
        }
        if ((hashedBits & other.hashedBits) == 0) {
            return true;
        }
        for (final int value : other.values) {
            if (fits(value, budget)) {
                return false;
            }
        }
        return true;
    }

    private boolean fits(final int value, final Budget budget) {
        for (int around = value; around != ValueNumbers.NONE; around = numbers.wider(around)) {
            budget.spend(1);
            if (Arrays.binarySearch(values, around) >= 0) {
                return true;
            }
        }
        return false;
    }
}
