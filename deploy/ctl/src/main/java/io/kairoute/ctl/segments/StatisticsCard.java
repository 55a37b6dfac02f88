package io.kairoute.ctl.segments;

import io.kairoute.control.v1.Count;
import io.kairoute.control.v1.GetSegmentStatisticsResponse;
import io.kairoute.control.v1.TierMigration;
import io.kairoute.ctl.terminal.Bar;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.TextTable;
import io.kairoute.ctl.terminal.TextTable.Side;
import java.util.List;
import java.util.Locale;

/** Shows a person who is in a segment set, and what changed since another one. */
public final class StatisticsCard {
    private static final int BAR_COLUMNS = 30;
    private static final int MOST_MIGRATIONS = 20;
    private static final double SECONDS_A_DAY = 86_400;

    private final Screen screen;
    private final Bar bar;

    /** Makes cards for one screen. */
    public StatisticsCard(final Screen screen) {
        this.screen = screen;
        bar = new Bar(screen);
    }

    /** Prints the counts, then the comparison. */
    public void print(final GetSegmentStatisticsResponse counted) {
        final long customers = counted.getSegmentSet().getCustomers();
        screen.say(String.format(
                Locale.ROOT,
                "Segment set %d, version %s: %,d customers under %,d keys, %.1f days old, its file %.0f %% full;"
                        + " %,d customers are corrected beside it.",
                counted.getSegmentSet().getNumber(),
                screen.bold(counted.getSegmentSet().getVersion()),
                customers,
                counted.getSegmentSet().getKeys(),
                counted.getAgeS() / SECONDS_A_DAY,
                counted.getFill() * 100,
                counted.getCorrections()));
        if (counted.getWithheld() > 0) {
            screen.say(String.format(Locale.ROOT, "%,d withheld the consent to personalize.", counted.getWithheld()));
        }
        if (counted.getLookedUp() > 0) {
            screen.say(String.format(
                    Locale.ROOT,
                    "In the last hour %,d contacts came with a key; %,d of them (%.1f %%) are not in the set.",
                    counted.getLookedUp(),
                    counted.getUnknown(),
                    100.0 * counted.getUnknown() / counted.getLookedUp()));
        }
        screen.out().println();
        shares("TIER", counted.getTiersList(), customers);
        shares(
                "KNOWN OF THEM",
                counted.getKnownList().stream()
                        .filter(count -> !count.getName().equals("tier"))
                        .toList(),
                customers);
        shares("RISK", counted.getRisksList(), customers);
        if (counted.hasCompared()) {
            comparison(counted);
        }
    }

    private void comparison(final GetSegmentStatisticsResponse counted) {
        screen.say(String.format(
                Locale.ROOT,
                "Since set %d, version %s: %,d joined, %,d left.",
                counted.getCompared().getNumber(),
                counted.getCompared().getVersion(),
                counted.getJoined(),
                counted.getLeft()));
        final long stayed = counted.getMigrationsList().stream()
                .mapToLong(TierMigration::getCustomers)
                .sum();
        final TextTable table = new TextTable(screen)
                .column("FROM", Side.LEFT)
                .column("TO", Side.LEFT)
                .column("CUSTOMERS", Side.RIGHT)
                .column("SHARE", Side.RIGHT)
                .column("", Side.LEFT);
        counted.getMigrationsList().stream()
                .limit(MOST_MIGRATIONS)
                .forEach(move -> row(table, stayed, move.getCustomers(), name(move.getFrom()), name(move.getTo())));
        table.print();
        final String index =
                String.format(Locale.ROOT, "The population stability index is %.2f", counted.getStabilityIndex());
        screen.say(
                counted.getShifted()
                        ? screen.doubtful(index + ", above 0.20: the tiers' shares shifted; look at the set before"
                                + " it is trusted.")
                        : index + ".");
    }

    private void shares(final String title, final List<Count> counts, final long all) {
        if (counts.isEmpty()) {
            return;
        }
        final TextTable table = new TextTable(screen)
                .column(title, Side.LEFT)
                .column("CUSTOMERS", Side.RIGHT)
                .column("SHARE", Side.RIGHT)
                .column("", Side.LEFT);
        counts.forEach(count -> row(table, all, count.getCount(), name(count.getName())));
        table.print();
        screen.out().println();
    }

    private void row(final TextTable table, final long all, final long count, final String... names) {
        final double share = all == 0 ? 0 : (double) count / all;
        final String[] cells = new String[names.length + 3];
        System.arraycopy(names, 0, cells, 0, names.length);
        cells[names.length] = String.format(Locale.ROOT, "%,d", count);
        cells[names.length + 1] = String.format(Locale.ROOT, "%.1f %%", share * 100);
        cells[names.length + 2] = screen.typed(bar.of(share, BAR_COLUMNS));
        table.row(cells);
    }

    private static String name(final String word) {
        return word.isEmpty() ? "none" : word;
    }
}
