package io.kairoute.ctl.segments;

import io.kairoute.control.v1.CustomerProfile;
import io.kairoute.control.v1.GetCustomerResponse;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.TextTable;
import io.kairoute.ctl.terminal.TextTable.Side;
import io.kairoute.ctl.time.Times;
import java.util.Locale;

/** Shows a person what is known of one customer. */
public final class CustomerCard {
    private final Screen screen;

    /** Makes cards for one screen. */
    public CustomerCard(final Screen screen) {
        this.screen = screen;
    }

    /** Prints the key, masked, where the answer is from, and every attribute that is known. */
    public void print(final GetCustomerResponse known) {
        final CustomerProfile profile = known.getProfile();
        screen.say(screen.bold(known.getMaskedKey()) + ", in segment set " + known.getSegmentSetVersion()
                + (known.getCorrected() ? ", as source version " + known.getSourceVersion() + " corrects it" : ""));
        final TextTable table =
                new TextTable(screen).column("ATTRIBUTE", Side.LEFT).column("VALUE", Side.LEFT);
        row(table, "tier", profile.getTier());
        row(table, "sub_tier", profile.getSubTier());
        row(table, "lifecycle", profile.getLifecycle());
        row(table, "value_band", profile.getValueBand());
        row(table, "churn_band", profile.getChurnBand());
        row(table, "health_band", profile.getHealthBand());
        row(table, "language", profile.getLanguage());
        row(table, "preferred_channel", profile.getPreferredChannel());
        row(table, "preferred_agent", profile.getPreferredAgent());
        row(
                table,
                "risks",
                known.getRisksHidden() ? "hidden from your roles" : String.join(", ", profile.getRisksList()));
        row(table, "tenure", profile.getTenureMonths() == 0 ? "" : profile.getTenureMonths() + " months");
        row(
                table,
                "value a year",
                profile.getValueCents() == 0
                        ? ""
                        : String.format(Locale.ROOT, "%,.2f", profile.getValueCents() / 100.0));
        row(table, "personalization", profile.getPersonalization() ? "given" : "withheld");
        row(table, "marketing", profile.getMarketing() ? "given" : "withheld");
        row(table, "changed", Times.text(known.getUpdateTime()));
        table.print();
    }

    private static void row(final TextTable table, final String name, final String value) {
        if (!value.isEmpty()) {
            table.row(name, value);
        }
    }
}
