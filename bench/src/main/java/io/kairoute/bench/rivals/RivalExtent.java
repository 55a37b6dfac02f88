package io.kairoute.bench.rivals;

import java.util.List;

/**
 * How much of the rivals is measured.
 *
 * @param rows sizes of table
 * @param rounds how often each engine is measured, in turns with the others
 * @param millis how long, each time
 * @param mostWarmUpS within how many seconds an engine must have become warm
 */
public record RivalExtent(List<Integer> rows, int rounds, int millis, int mostWarmUpS) {
    /** Copies the list. */
    public RivalExtent {
        rows = List.copyOf(rows);
    }
}
