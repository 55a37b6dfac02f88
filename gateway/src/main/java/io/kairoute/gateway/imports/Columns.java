package io.kairoute.gateway.imports;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the columns that a mapping names stand in a file; those that it lacks are told all at once.
 *
 * <p>Thread-confined: owned by the importing thread.
 */
final class Columns {
    private final List<String> inFile;
    private final Set<String> missing = new LinkedHashSet<>();

    Columns(final List<String> inFile) {
        this.inFile = inFile;
    }

    /** The column's place, from 0; a missing one is noted, and {@link #check} will tell. */
    int indexOf(final String column) {
        final int index = inFile.indexOf(column);
        if (index < 0) {
            missing.add(column);
        }
        return index;
    }

    /** The rules for blank cells, in file order. */
    ColumnRule[] rules(final Map<String, ColumnRule> rules) {
        rules.keySet().forEach(this::indexOf);
        return inFile.stream()
                .map(column -> rules.getOrDefault(column, ColumnRule.DEFAULT))
                .toArray(ColumnRule[]::new);
    }

    /** Refuses a file that lacks a column. */
    void check(final Path file) {
        if (!missing.isEmpty()) {
            throw new ImportException(file + ":1: the mapping names the column" + (missing.size() == 1 ? " " : "s ")
                    + String.join(", ", missing) + ", which the file lacks; it has " + String.join(", ", inFile));
        }
    }
}
