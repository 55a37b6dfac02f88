package io.kairoute.gateway.control.tuning;

import io.kairoute.router.table.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Everything that is wrong in a matrix, to be told at once: each by line and column. Thread-confined: owned by one reading. */
final class MatrixFaults {
    private static final int MOST_TOLD = 5;

    private final List<Fault> faults = new ArrayList<>();

    /**
     * One thing that is wrong.
     *
     * @param line in the file, from 1; 0 where it is in none
     * @param column the title of its column; empty where it is the line's
     */
    private record Fault(long line, String column, String sentence) {
        boolean isIn(final long otherLine, final String otherColumn) {
            return line == otherLine && column.equals(otherColumn);
        }

        String told() {
            return line == 0
                    ? sentence
                    : "Line " + line + (column.isEmpty() ? "" : ", column " + column) + ": " + sentence;
        }
    }

    /** Adds a fault of a cell, or of a line where no column is named. */
    void add(final long line, final String column, final String sentence) {
        faults.add(new Fault(line, column, sentence));
    }

    /** Adds what the reader of tables finds; it stumbles over a cell that was found wrong already, too. */
    void add(final long line, final String column, final Problem problem) {
        if (faults.stream().noneMatch(fault -> fault.isIn(line, column))) {
            add(line, column, problem.reason() + " " + problem.remedy());
        }
    }

    /** Adds what the reader of tables finds outside the rules. */
    void addOutside(final Problem problem) {
        add(0, "", problem.toLine("table"));
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    /** All of them, one on a line, in the order of the file; the first few of many. */
    TuningMatrix.BadMatrix told() {
        final String first = faults.stream()
                .sorted(Comparator.comparingLong(Fault::line))
                .limit(MOST_TOLD)
                .map(Fault::told)
                .collect(Collectors.joining("\n"));
        final int more = faults.size() - MOST_TOLD;
        return new TuningMatrix.BadMatrix(more > 0 ? first + "\nand " + more + " more." : first);
    }
}
