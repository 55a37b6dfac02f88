package io.kairoute.router.table.logic;

/**
 * Bounds the work of comparing every rule with every other.
 *
 * <p>Real tables use a small part of it. A table made to be slow uses it up; then the comparison ends early, and only
 * warnings are lost by it.
 */
public final class Budget {
    private long left;

    /** A budget of so many steps. */
    public Budget(final long steps) {
        left = steps;
    }

    void spend(final int steps) {
        left -= steps;
    }

    /** Whether nothing is left. */
    public boolean isSpent() {
        return left <= 0;
    }
}
