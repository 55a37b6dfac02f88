package io.kairoute.router.table.check;

import io.kairoute.router.table.Problems;
import io.kairoute.router.table.TablePath;
import org.jspecify.annotations.Nullable;

/** Checks numbers against their bounds. */
final class Bounds {
    /** A hundred years: longer than any promise, short enough that sums of durations stay exact. */
    static final long LONGEST_MS = 36_500L * 86_400_000L;

    private final Problems problems;

    Bounds(final Problems problems) {
        this.problems = problems;
    }

    /** A whole number without a unit, such as a priority. */
    void number(final TablePath path, final @Nullable Integer value, final int least, final int most) {
        if (value != null && (value < least || value > most)) {
            report(path, String.valueOf(value), String.valueOf(least), String.valueOf(most));
        }
    }

    /** A priority or an effort. */
    void score(final TablePath path, final @Nullable Integer value) {
        number(path, value, 0, 100);
    }

    /** A share, held in basis points. */
    void share(final TablePath path, final int basisPoints, final int least, final int most) {
        if (basisPoints < least || basisPoints > most) {
            report(path, percent(basisPoints), percent(least), percent(most));
        }
    }

    /** A duration, held in milliseconds. */
    void duration(final TablePath path, final @Nullable Long durationMs, final long leastMs) {
        if (durationMs != null && (durationMs < leastMs || durationMs > LONGEST_MS)) {
            report(path, durationMs + " ms", leastMs + " ms", LONGEST_MS + " ms");
        }
    }

    private void report(final TablePath path, final String value, final String least, final String most) {
        problems.error(
                "OUT_OF_RANGE",
                path,
                "The value " + value + " is not between " + least + " and " + most + ".",
                "Write a value within these bounds.");
    }

    private static String percent(final int basisPoints) {
        final int hundredths = Math.abs(basisPoints % 100);
        final String sign = basisPoints < 0 ? "-" : "";
        return sign + Math.abs(basisPoints / 100) + (hundredths == 0 ? "" : "." + hundredths / 10 + hundredths % 10)
                + "%";
    }
}
