package io.kairoute.gateway.imports;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Whether all conditions of one rule hold for a row.
 *
 * <p>Immutable.
 */
final class RowCondition {
    private final List<CellTest> tests = new ArrayList<>();

    /** Compiles a rule's conditions; the function gives a column's place in the file. */
    RowCondition(final @Nullable Map<String, CellCondition> when, final ToIntFunction<String> indexOf) {
        if (when != null) {
            when.forEach((column, condition) -> tests.add(new CellTest(
                    indexOf.applyAsInt(column), condition, Set.copyOf(condition.in()), Set.copyOf(condition.not()))));
        }
    }

    boolean holds(final Row row) throws BadCell {
        for (final CellTest test : tests) {
            if (!test.holds(row)) {
                return false;
            }
        }
        return true;
    }

    private record CellTest(int column, CellCondition asked, Set<String> in, Set<String> not) {
        private boolean holds(final Row row) throws BadCell {
            return (!asked.asksForText() || holdsText(row.text(column)))
                    && (!asked.asksForNumber() || holdsNumber(row.number(column)));
        }

        private boolean holdsText(final @Nullable String text) {
            return text == null ? in.isEmpty() : (in.isEmpty() || in.contains(text)) && !not.contains(text);
        }

        private boolean holdsNumber(final @Nullable BigDecimal number) {
            return number != null
                    && (asked.lt() == null || number.compareTo(asked.lt()) < 0)
                    && (asked.le() == null || number.compareTo(asked.le()) <= 0)
                    && (asked.gt() == null || number.compareTo(asked.gt()) > 0)
                    && (asked.ge() == null || number.compareTo(asked.ge()) >= 0);
        }
    }
}
