package io.kairoute.deploy.terminal;

import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * How far a piece of work has come: a moving bar for a person, one line at the end for a file.
 *
 * <p>Thread-confined: owned by whoever made it.
 */
public final class Progress implements AutoCloseable {
    private static final int UPDATE_MS = 100;

    private final Screen screen;
    private final String task;
    private final String unit;
    private final long startedNs = System.nanoTime();
    private final @Nullable ProgressBar bar;
    private long done;
    private boolean complete;

    /**
     * Starts a piece of work.
     *
     * @param task what is done, as "Importing customers"
     * @param total how many units there are; 0 or less where nobody knows
     * @param unit what is counted, as "rows"
     */
    public Progress(final Screen screen, final String task, final long total, final String unit) {
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
                        "%s %s: %,d %s in %.1f s",
                        screen.good(screen.unicode() ? "\u2713" : "ok"),
                        task,
                        done,
                        unit,
                        seconds));
    }

    private static ProgressBar drawn(final Screen screen, final String task, final long total, final String unit) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total > 0 ? total : -1)
                .setUnit(" " + unit, 1)
                .setStyle(screen.unicode() ? ProgressBarStyle.COLORFUL_UNICODE_BAR : ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MS)
                .setMaxRenderedLength(Math.min(screen.width(), 100))
                .setConsumer(new ConsoleProgressBarConsumer(screen.err()))
                .clearDisplayOnFinish()
                .build();
    }
}
