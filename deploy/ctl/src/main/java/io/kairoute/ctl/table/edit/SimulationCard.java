package io.kairoute.ctl.table.edit;

import io.kairoute.control.v1.SimulatedContact;
import io.kairoute.control.v1.SimulatedGroup;
import io.kairoute.control.v1.SimulatedQueue;
import io.kairoute.control.v1.SimulationReport;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.TextTable;
import io.kairoute.ctl.terminal.TextTable.Side;
import io.kairoute.ctl.time.Times;
import java.util.List;
import java.util.Locale;

/** Shows a person what a table would have done to logged contacts. */
public final class SimulationCard {
    private final Screen screen;

    /** Makes cards for one screen. */
    public SimulationCard(final Screen screen) {
        this.screen = screen;
    }

    /** Prints the counts, then occasions, tiers and queues, then who would fare worst. */
    public void print(final SimulationReport report) {
        say(
                "%,d contacts decided again: %,d would go to another queue, %,d would be another occasion, %,d another tier.",
                report.getContacts(), report.getMovedQueue(), report.getOtherOccasion(), report.getOtherTier());
        if (report.getSkipped() > 0) {
            say("%,d were answered by the server's deadline and left out.", report.getSkipped());
        }
        if (report.getContacts() == 0) {
            return;
        }
        groups("OCCASION", report.getOccasionsList());
        groups("TIER", report.getTiersList());
        queues(report.getQueuesList());
        worst(report.getWorstList());
    }

    private void groups(final String title, final List<SimulatedGroup> groups) {
        final TextTable shown = new TextTable(screen)
                .column(title, Side.LEFT)
                .column("CONTACTS", Side.RIGHT)
                .column("MOVED", Side.RIGHT)
                .column("PRIORITY", Side.RIGHT)
                .column("SLA", Side.RIGHT);
        groups.forEach(group -> shown.row(
                group.getId(),
                number(group.getContacts()),
                number(group.getMoved()),
                String.format(Locale.ROOT, "%+.1f", group.getMeanPriority()),
                String.format(Locale.ROOT, "%+.1f s", group.getMeanSlaS())));
        screen.out().println();
        shown.print();
    }

    private void queues(final List<SimulatedQueue> queues) {
        final TextTable shown = new TextTable(screen)
                .column("QUEUE", Side.LEFT)
                .column("BEFORE", Side.RIGHT)
                .column("AFTER", Side.RIGHT)
                .column("BUSIEST HOUR", Side.RIGHT)
                .column("CAPACITY", Side.RIGHT);
        for (final SimulatedQueue queue : queues) {
            final String busiest = number(queue.getBusiestHour());
            shown.row(
                    queue.getId(),
                    number(queue.getBefore()),
                    number(queue.getAfter()),
                    queue.hasCapacity() && queue.getBusiestHour() > queue.getCapacity() ? screen.bad(busiest) : busiest,
                    queue.hasCapacity() ? number(queue.getCapacity()) : "");
        }
        screen.out().println();
        shown.print();
    }

    private void worst(final List<SimulatedContact> worst) {
        if (worst.isEmpty()) {
            return;
        }
        screen.out().println();
        screen.say(screen.bold("Worst off"));
        for (final SimulatedContact one : worst) {
            say(
                    "  %s  %s  %s: %s priority %d, %d s  becomes  %s priority %d, %d s",
                    Times.text(one.getTime()),
                    one.getContactId(),
                    one.getOccasion(),
                    one.getQueueBefore(),
                    one.getPriorityBefore(),
                    one.getSlaMsBefore() / 1_000,
                    one.getQueueAfter(),
                    one.getPriorityAfter(),
                    one.getSlaMsAfter() / 1_000);
        }
    }

    private static String number(final long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private void say(final String format, final Object... values) {
        screen.say(String.format(Locale.ROOT, format, values));
    }
}
