package io.kairoute.ctl.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of text whose columns line up.
 *
 * <p>Where a person looks at it, the last column gives way when a line is wider than the screen.
 *
 * <p>Thread-confined: owned by whoever made it.
 */
public final class TextTable {
    /** Which side a column's text leans on. */
    public enum Side {
        /** Words. */
        LEFT,
        /** Numbers. */
        RIGHT
    }

    private static final String GAP = "  ";
    private static final int LEAST_COLUMNS = 10;

    private final Screen screen;
    private final List<String> titles = new ArrayList<>();
    private final List<Side> sides = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();
    private boolean isUncut;

    /** Makes an empty table. */
    public TextTable(final Screen screen) {
        this.screen = screen;
    }

    /** Says whether lines may be wider than the screen. */
    public TextTable uncut(final boolean isWide) {
        isUncut = isWide;
        return this;
    }

    /** Adds a column. */
    public TextTable column(final String title, final Side side) {
        titles.add(title);
        sides.add(side);
        return this;
    }

    /** Adds a row, one cell for each column. */
    public TextTable row(final String... cells) {
        if (cells.length != titles.size()) {
            throw new IllegalArgumentException("cells=" + cells.length + " columns=" + titles.size());
        }
        final List<String> row = new ArrayList<>(cells.length);
        for (final String cell : cells) {
            row.add(Shown.safe(cell, screen.coloured()));
        }
        rows.add(row);
        return this;
    }

    /** Writes the table, every line led by two blanks. */
    public void print() {
        final int[] widths = new int[titles.size()];
        measure(widths, titles);
        rows.forEach(row -> measure(widths, row));
        if (screen.shown() && !isUncut) {
            fit(widths);
        }
        screen.out().println(screen.faint(line(titles, widths)));
        rows.forEach(row -> screen.out().println(line(row, widths)));
    }

    private void fit(final int[] widths) {
        int sum = 0;
        for (final int width : widths) {
            sum += GAP.length() + width;
        }
        final int last = widths.length - 1;
        if (sum > screen.width() && last >= 0) {
            widths[last] = Math.max(Math.min(widths[last], LEAST_COLUMNS), widths[last] - (sum - screen.width()));
        }
    }

    private String line(final List<String> cells, final int[] widths) {
        final StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            final String cell = Shown.cut(cells.get(i), widths[i], screen.unicode());
            final String padding = " ".repeat(widths[i] - Shown.columns(cell));
            line.append(GAP).append(sides.get(i) == Side.LEFT ? cell + padding : padding + cell);
        }
        return line.toString().stripTrailing();
    }

    private static void measure(final int[] widths, final List<String> cells) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], Shown.columns(cells.get(i)));
        }
    }
}
