package io.kairoute.ctl.terminal;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * How far a piece of work has come: a moving bar for a person, one line at the end for a file.
 *
 * <p>Thread-confined: owned by whoever made it.
 */
public final class Progress implements AutoCloseable {
    private static final int UPDATE_MS = 100;
    private static final int MOST_COLUMNS = 100;

    /**
     * What is counted.
     *
     * @param name as "rows"
     * @param size how many of what is told make one
     */
    public record Unit(String name, long size) {
        /** Bytes, shown as megabytes. */
        public static final Unit BYTES = new Unit("MB", 1_000_000);

        /** Whole things, such as rows. */
        public static Unit of(final String name) {
            return new Unit(name, 1);
        }

        private String text(final long count) {
            return size == 1
                    ? String.format(Locale.ROOT, "%,d %s", count, name)
                    : String.format(Locale.ROOT, "%,.1f %s", count / (double) size, name);
        }
    }

    private final Screen screen;
    private final String task;
    private final Unit unit;
    private final long startedNs = System.nanoTime();
    private final @Nullable ProgressBar bar;
    private long done;
    private boolean complete;

    /**
     * Starts a piece of work.
     *
     * @param task what is done, as "Importing customers"
     * @param total how many units there are; 0 or less where nobody knows
     * @param unit what is counted
     */
    public Progress(final Screen screen, final String task, final long total, final Unit unit) {
        this.screen = screen;
        this.task = task;
        this.unit = unit;
        bar = screen.interactive() ? drawn(screen, task, total, unit) : null;
    }

    /** Tells how many units are done in all. */
    public void to(final long units) {
        done = units;
        if (bar != null) {
            bar.stepTo(units);
        }
    }

    /** Tells that the work is done, and how many units it was. */
    public void complete(final long units) {
        to(units);
        complete = true;
    }

    /** Takes the bar away; after {@link #complete} one line stays that says what was done in which time. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
        if (!complete) {
            return;
        }
        final double seconds = (System.nanoTime() - startedNs) / 1e9;
        screen.err()
                .println(String.format(
                        Locale.ROOT,
                        "%s %s: %s in %.1f s",
                        screen.good(screen.unicode() ? "\u2713" : "ok"),
                        task,
                        unit.text(done),
                        seconds));
    }

    private static ProgressBar drawn(final Screen screen, final String task, final long total, final Unit unit) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total > 0 ? total : -1)
                .setUnit(" " + unit.name(), unit.size())
                .setStyle(screen.unicode() ? ProgressBarStyle.COLORFUL_UNICODE_BAR : ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MS)
                .setConsumer(new OneLine(screen))
                .build();
    }

    /** Draws over one line of standard error, and clears it in the end. */
    private record OneLine(Screen screen) implements ProgressBarConsumer {
        private static final String CLEAR_LINE = "\r\u001b[2K";

        @Override
        public int getMaxRenderedLength() {
            return Math.min(screen.width(), MOST_COLUMNS) - 1;
        }

        @Override
        public void accept(final String drawn) {
            screen.err().print("\r" + drawn);
            screen.err().flush();
        }

        @Override
        public void close() {
            screen.err().print(CLEAR_LINE);
            screen.err().flush();
        }
    }
}
