package io.kairoute.ctl.segments;

import io.kairoute.control.v1.SegmentSet;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.TextTable;
import io.kairoute.ctl.terminal.TextTable.Side;
import io.kairoute.ctl.time.Times;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows a person segment sets. */
public final class SetCard {
    private static final double DOUBTFUL_LOSS = -0.2;

    private final Screen screen;

    /** Makes cards for one screen. */
    public SetCard(final Screen screen) {
        this.screen = screen;
    }

    /** Prints sets as a table. */
    public void print(final OutputOptions output, final List<SegmentSet> sets) {
        if (sets.isEmpty()) {
            screen.say("No segment set was imported yet.");
            return;
        }
        final TextTable table = output.table(screen)
                .column("SET", Side.RIGHT)
                .column("VERSION", Side.LEFT)
                .column("STATE", Side.LEFT)
                .column("CUSTOMERS", Side.RIGHT)
                .column("KEYS", Side.RIGHT)
                .column("MB", Side.RIGHT)
                .column("TAKEN", Side.LEFT)
                .column("IMPORTED", Side.LEFT);
        sets.forEach(set -> table.row(
                String.valueOf(set.getNumber()),
                set.getVersion(),
                state(set),
                number(set.getCustomers()),
                number(set.getKeys()),
                String.format(Locale.ROOT, "%,.1f", set.getBytes() / 1e6),
                Times.text(set.getSourceTime()),
                Times.text(set.getImportTime())));
        table.print();
    }

    /**
     * Prints which set took whose place, and how many customers that is more or less.
     *
     * @param known the sets as they were before
     * @param left the number of the one that was left; 0 for none
     */
    public void printChange(final List<SegmentSet> known, final int left, final SegmentSet served) {
        final @Nullable SegmentSet before = left == 0 || left == served.getNumber()
                ? null
                : known.stream()
                        .filter(set -> set.getNumber() == left)
                        .findFirst()
                        .orElse(null);
        if (before != null) {
            screen.say("  " + screen.faint("until now  ") + line(before));
        }
        screen.say("  " + screen.faint("now        ") + line(served) + change(before, served));
        screen.say(screen.good(
                left == served.getNumber()
                        ? "Segment set " + left + " was served already."
                        : "Segment set " + served.getNumber() + " serves from the next contact on"
                                + (left == 0 ? "." : ", in place of set " + left + ".")));
    }

    private String line(final SegmentSet set) {
        return "set " + set.getNumber() + ", version " + screen.bold(set.getVersion()) + ", "
                + number(set.getCustomers()) + " customers, taken " + Times.text(set.getSourceTime());
    }

    private String change(final @Nullable SegmentSet before, final SegmentSet served) {
        if (before == null || before.getCustomers() == 0) {
            return "";
        }
        final double share = served.getCustomers() / (double) before.getCustomers() - 1;
        final String text = String.format(Locale.ROOT, "  (%+.1f %%)", share * 100);
        return share < DOUBTFUL_LOSS ? screen.bad(text) : screen.faint(text);
    }

    private String state(final SegmentSet set) {
        if (set.getActive() && set.getServed()) {
            return screen.good("active");
        }
        if (set.getActive()) {
            return screen.doubtful("active, not open");
        }
        return set.getServed() ? screen.doubtful("served meanwhile") : "kept";
    }

    private static String number(final long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
