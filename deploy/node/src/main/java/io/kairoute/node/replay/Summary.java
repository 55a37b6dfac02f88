package io.kairoute.node.replay;

import io.kairoute.ctl.terminal.Bar;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.TextTable;
import io.kairoute.ctl.terminal.TextTable.Side;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Shows a person what a replay gave. */
public final class Summary {
    private static final int BAR_COLUMNS = 30;
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};

    private final Screen screen;
    private final Bar bar;

    /** Makes a summary for one screen. */
    public Summary(final Screen screen) {
        this.screen = screen;
        bar = new Bar(screen);
    }

    /** Prints every table, then how long answers took. */
    public void print(final Tally tally, final double seconds) {
        for (final Tally.By by : Tally.By.values()) {
            counts(by.title(), tally.by(by), tally.decisions());
        }
        counts("guardrail that bit", tally.byGuardrail(), tally.decisions());
        latencies("answers took", tally.latencyNs());
        rate(tally, seconds);
    }

    /** Prints one table of counts with shares and bars; nothing where there is nothing. */
    public void counts(final String title, final List<Map.Entry<String, Long>> counts, final long whole) {
        if (counts.isEmpty()) {
            return;
        }
        final TextTable table = new TextTable(screen)
                .column(title, Side.LEFT)
                .column("contacts", Side.RIGHT)
                .column("share", Side.RIGHT)
                .column("", Side.LEFT);
        for (final Map.Entry<String, Long> entry : counts) {
            final double share = entry.getValue() / (double) Math.max(1, whole);
            table.row(
                    entry.getKey(),
                    String.format(Locale.ROOT, "%,d", entry.getValue()),
                    String.format(Locale.ROOT, "%.1f %%", share * 100),
                    screen.typed(bar.of(share, BAR_COLUMNS)));
        }
        table.print();
        screen.out().println();
    }

    /** Prints one line of latency percentiles. */
    public void latencies(final String title, final Histogram latencyNs) {
        if (latencyNs.getTotalCount() == 0) {
            return;
        }
        final StringBuilder line = new StringBuilder("  ").append(title);
        for (final double percentile : PERCENTILES) {
            line.append("  ")
                    .append(screen.faint(name(percentile)))
                    .append(' ')
                    .append(duration(latencyNs.getValueAtPercentile(percentile)));
        }
        screen.say(line.toString());
    }

    /** Prints how many decisions came in which time. */
    public void rate(final Tally tally, final double seconds) {
        screen.say(String.format(
                Locale.ROOT,
                "  %,d decisions in %.1f s, %,.0f a second",
                tally.decisions(),
                seconds,
                tally.decisions() / Math.max(seconds, 1e-9)));
    }

    private static String name(final double percentile) {
        if (percentile == 100) {
            return "max";
        }
        return percentile == Math.rint(percentile) ? "p" + (long) percentile : "p" + percentile;
    }

    private static String duration(final long ns) {
        return ns < 1_000_000
                ? String.format(Locale.ROOT, "%.0f us", ns / 1e3)
                : String.format(Locale.ROOT, "%.1f ms", ns / 1e6);
    }
}
