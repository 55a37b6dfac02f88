package io.kairoute.bench.rivals;

import java.util.LinkedHashMap;
import java.util.Map;

/** Where in a table the row stands that a contact meets. */
final class Positions {
    private Positions() {}

    /** Position to row, for a table of so many rows. */
    static Map<String, Integer> of(final int rows) {
        final Map<String, Integer> positions = new LinkedHashMap<>();
        positions.put("first", 0);
        positions.put("middle", rows / 2);
        positions.put("last", rows - 1);
        return positions;
    }
}
