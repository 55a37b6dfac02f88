package io.kairoute.ctl.segments;

import io.kairoute.control.v1.Count;
import io.kairoute.control.v1.ImportResult;
import io.kairoute.ctl.terminal.Bar;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.TextTable;
import io.kairoute.ctl.terminal.TextTable.Side;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Shows a person what came of an import. */
public final class ImportCard {
    private static final int BAR_COLUMNS = 30;
    private static final String TIER = "tier";

    private final Screen screen;
    private final Bar bar;

    /** Makes cards for one screen. */
    public ImportCard(final Screen screen) {
        this.screen = screen;
        bar = new Bar(screen);
    }

    /**
     * Prints the counts, then the tiers, then how much is known and which risks there are.
     *
     * @param rejects where the bad rows are listed, if there are any
     */
    public void print(final ImportResult result, final Path rejects) {
        final long customers = result.getSegmentSet().getCustomers();
        screen.say(String.format(
                Locale.ROOT,
                "Segment set %d, version %s: %,d customers under %,d keys, %,.1f MB, in %.1f s.",
                result.getSegmentSet().getNumber(),
                screen.bold(result.getSegmentSet().getVersion()),
                customers,
                result.getSegmentSet().getKeys(),
                result.getSegmentSet().getBytes() / 1e6,
                result.getSeconds()));
        if (result.getReplaced() > 0) {
            say("%,d rows gave way to a later one with the same key.", result.getReplaced());
        }
        if (result.getSharedKeys() > 0) {
            say("%,d alternate or account keys were another customer's already.", result.getSharedKeys());
        }
        if (result.getEmptyRows() > 0) {
            say("%,d empty rows were passed over.", result.getEmptyRows());
        }
        if (result.getComposedKeys() > 0) {
            say(
                    "%,d keys have letters whose accents stood apart; they are kept joined (NFC), as callers have to send them.",
                    result.getComposedKeys());
        }
        if (result.getRejected() > 0) {
            screen.say(screen.doubtful(
                    String.format(Locale.ROOT, "%,d bad rows are listed in %s.", result.getRejected(), rejects)));
        }
        screen.out().println();
        shares(TIER, result.getTiersList(), customers);
        shares(
                "known of them",
                result.getKnownList().stream()
                        .filter(count -> !count.getName().equals(TIER))
                        .toList(),
                customers);
        shares("risk", result.getRisksList(), customers);
    }

    private void say(final String format, final long count) {
        screen.say(String.format(Locale.ROOT, format, count));
    }

    private void shares(final String title, final List<Count> counts, final long customers) {
        if (counts.isEmpty()) {
            return;
        }
        final TextTable table = new TextTable(screen)
                .column(title, Side.LEFT)
                .column("customers", Side.RIGHT)
                .column("share", Side.RIGHT)
                .column("", Side.LEFT);
        for (final Count count : counts) {
            final double share = customers == 0 ? 0 : count.getCount() / (double) customers;
            table.row(
                    count.getName().isEmpty() ? "none" : count.getName(),
                    String.format(Locale.ROOT, "%,d", count.getCount()),
                    String.format(Locale.ROOT, "%.1f %%", share * 100),
                    screen.typed(bar.of(share, BAR_COLUMNS)));
        }
        table.print();
        screen.out().println();
    }
}
