package io.kairoute.router.table.check;

/**
 * Bounds the work of comparing every rule with every other.
 *
 * <p>Real tables use a small part of it. A table made to be slow uses it up; then the comparison ends early, and only
 * warnings are lost by it.
 */
final class Budget {
    private long left;

    Budget(final long steps) {
        left = steps;
    }

    void spend(final int steps) {
        left -= steps;
    }

    boolean isSpent() {
        return left <= 0;
    }
}
