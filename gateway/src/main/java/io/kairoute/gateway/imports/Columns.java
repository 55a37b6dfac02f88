package io.kairoute.gateway.imports;

import io.kairoute.gateway.document.Invisible;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the columns that a mapping names stand in a file; those that it lacks are told all at once.
 *
 * <p>Thread-confined: owned by the importing thread.
 */
final class Columns {
    private static final String OTHER_DELIMITERS = ";\t|,";

    private final List<String> inFile;
    private final char delimiter;
    private final Set<String> missing = new LinkedHashSet<>();

    /**
     * Takes the names of a file's columns.
     *
     * @param inFile as they look; empty for a column without a name
     * @param delimiter what the file was parted by
     */
    Columns(final List<String> inFile, final char delimiter) {
        this.inFile = inFile;
        this.delimiter = delimiter;
    }

    /** The column's place, from 0; a missing one is noted, and {@link #check} will tell. */
    int indexOf(final String column) {
        final String name = Invisible.plain(column);
        final int index = name.isEmpty() ? -1 : inFile.indexOf(name);
        if (index < 0) {
            missing.add(column);
        }
        return index;
    }

    /** The rules for blank cells, in file order. */
    ColumnRule[] rules(final Map<String, ColumnRule> rules) {
        final ColumnRule[] inOrder = new ColumnRule[inFile.size()];
        Arrays.fill(inOrder, ColumnRule.DEFAULT);
        rules.forEach((column, rule) -> {
            final int index = indexOf(column);
            if (index >= 0) {
                inOrder[index] = rule;
            }
        });
        return inOrder;
    }

    /** Refuses a file that lacks a column. */
    void check(final Path file) {
        if (!missing.isEmpty()) {
            throw new ImportException(file + ":1: the mapping names the column" + (missing.size() == 1 ? " " : "s ")
                    + String.join(", ", missing) + ", which the file lacks; it has "
                    + inFile.stream().filter(name -> !name.isEmpty()).collect(Collectors.joining(", ")) + hint());
        }
    }

    // A single column whose name holds what other spreadsheets put between cells.
    private String hint() {
        final String only = inFile.size() == 1 ? inFile.get(0) : "";
        for (int i = 0; i < OTHER_DELIMITERS.length(); i++) {
            final char other = OTHER_DELIMITERS.charAt(i);
            if (other != delimiter && only.indexOf(other) > 0) {
                return "; if " + (other == '\t' ? "a tab" : "\"" + other + "\"")
                        + " stands between its cells, say so under csv.delimiter in the mapping";
            }
        }
        return "";
    }
}
