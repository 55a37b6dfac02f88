package io.kairoute.deploy.segments;

import io.kairoute.deploy.terminal.Bar;
import io.kairoute.deploy.terminal.Screen;
import io.kairoute.deploy.terminal.TextTable;
import io.kairoute.deploy.terminal.TextTable.Side;
import io.kairoute.gateway.imports.ImportSummary;
import io.kairoute.router.segment.ProfileAttribute;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Shows a person what came of an import. */
public final class ImportCard {
    private static final int BAR_COLUMNS = 30;

    private final Screen screen;
    private final Bar bar;

    /** Makes cards for one screen. */
    public ImportCard(final Screen screen) {
        this.screen = screen;
        bar = new Bar(screen);
    }

    /** Prints the counts, then the tiers, then how much is known and which risks there are. */
    public void print(final ImportSummary summary) {
        screen.out()
                .println(String.format(
                        Locale.ROOT,
                        "Segment set %d, version %s: %,d customers under %,d keys, %,.1f MB, in %.1f s.",
                        summary.number(),
                        screen.bold(summary.version()),
                        summary.customers(),
                        summary.keys(),
                        summary.bytesOnDisk() / 1e6,
                        summary.seconds()));
        if (summary.replaced() > 0) {
            screen.out().printf("%,d rows gave way to a later one with the same key.%n", summary.replaced());
        }
        if (summary.sharedKeys() > 0) {
            screen.out()
                    .printf("%,d alternate or account keys were another customer's already.%n", summary.sharedKeys());
        }
        if (summary.rejects() != null) {
            screen.out()
                    .println(screen.doubtful(String.format(
                            Locale.ROOT, "%,d bad rows are listed in %s.", summary.rejected(), summary.rejects())));
        }
        screen.out().println();
        shares("tier", summary.tiers(), summary);
        final Map<String, Long> known = new LinkedHashMap<>();
        summary.known().forEach((attribute, count) -> known.put(attribute.key(), count));
        known.remove(ProfileAttribute.TIER.key());
        shares("known of them", known, summary);
        shares("risk", summary.risks(), summary);
    }

    private void shares(final String title, final Map<String, Long> counts, final ImportSummary summary) {
        if (counts.isEmpty()) {
            return;
        }
        final TextTable table = new TextTable(screen)
                .column(title, Side.LEFT)
                .column("customers", Side.RIGHT)
                .column("share", Side.RIGHT)
                .column("", Side.LEFT);
        counts.forEach((name, count) -> table.row(
                name.isEmpty() ? "none" : name,
                String.format(Locale.ROOT, "%,d", count),
                String.format(Locale.ROOT, "%.1f %%", summary.shareOf(count) * 100),
                screen.typed(bar.of(summary.shareOf(count), BAR_COLUMNS))));
        table.print();
        screen.out().println();
    }
}
