package io.kairoute.ctl.terminal;

/**
 * A small horizontal bar for a share, to the eighth of a column where the screen can show that.
 *
 * <p>Immutable.
 */
public final class Bar {
    private static final String EIGHTHS = " \u258F\u258E\u258D\u258C\u258B\u258A\u2589";
    private static final char FULL = '\u2588';
    private static final String LEVELS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";
    private static final String ASCII_LEVELS = ".:-=+*#@";

    private final boolean unicode;

    /** Makes bars for one screen. */
    public Bar(final Screen screen) {
        unicode = screen.unicode();
    }

    /** A bar of up to {@code columns} columns; whatever is not nothing shows. */
    public String of(final double share, final int columns) {
        final double clamped = Math.max(0, Math.min(1, share));
        if (clamped == 0) {
            return "";
        }
        if (!unicode) {
            return "#".repeat((int) Math.max(1, Math.round(clamped * columns)));
        }
        final int eighths = (int) Math.max(1, Math.round(clamped * columns * 8));
        final String rest = eighths % 8 == 0 ? "" : String.valueOf(EIGHTHS.charAt(eighths % 8));
        return String.valueOf(FULL).repeat(eighths / 8) + rest;
    }

    /** One column whose height tells the share; a blank for nothing. */
    public char level(final double share) {
        if (share <= 0) {
            return ' ';
        }
        final String levels = unicode ? LEVELS : ASCII_LEVELS;
        final int step = (int) Math.ceil(Math.min(1, share) * levels.length());
        return levels.charAt(Math.max(1, step) - 1);
    }
}
