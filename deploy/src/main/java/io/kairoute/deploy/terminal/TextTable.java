package io.kairoute.deploy.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of text whose columns line up.
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

    private final Screen screen;
    private final List<String> titles = new ArrayList<>();
    private final List<Side> sides = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** Makes an empty table. */
    public TextTable(final Screen screen) {
        this.screen = screen;
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
        rows.add(List.of(cells));
        return this;
    }

    /** Writes the table, every line led by two blanks. */
    public void print() {
        final int[] widths = new int[titles.size()];
        measure(widths, titles);
        rows.forEach(row -> measure(widths, row));
        screen.out().println(screen.faint(line(titles, widths)));
        rows.forEach(row -> screen.out().println(line(row, widths)));
    }

    private String line(final List<String> cells, final int[] widths) {
        final StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            final String cell = cells.get(i);
            final String padding = " ".repeat(widths[i] - shownLength(cell));
            line.append(GAP).append(sides.get(i) == Side.LEFT ? cell + padding : padding + cell);
        }
        return line.toString().stripTrailing();
    }

    private static void measure(final int[] widths, final List<String> cells) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], shownLength(cells.get(i)));
        }
    }

    // Colours take no columns.
    private static int shownLength(final String cell) {
        return cell.codePointCount(0, cell.length()) - hiddenLength(cell);
    }

    private static int hiddenLength(final String cell) {
        int hidden = 0;
        for (int i = cell.indexOf('\u001b'); i >= 0; i = cell.indexOf('\u001b', i + 1)) {
            hidden += cell.indexOf('m', i) - i + 1;
        }
        return hidden;
    }
}
