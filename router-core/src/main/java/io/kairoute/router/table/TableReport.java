package io.kairoute.router.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reading and checking one table gave.
 *
 * @param table the table; null when an error keeps it from being used
 * @param problems every error and warning, in document order
 */
public record TableReport(@Nullable TableDefinition table, List<Problem> problems) {

    /** Whether any problem stops a publish. */
    public boolean hasErrors() {
        return problems.stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR);
    }
}
