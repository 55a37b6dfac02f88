package io.kairoute.node.demo;

import io.kairoute.ctl.terminal.Bar;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.TextTable;
import io.kairoute.ctl.terminal.TextTable.Side;
import io.kairoute.node.contacts.Contact;
import io.kairoute.node.replay.Summary;
import io.kairoute.node.replay.Tally;
import io.kairoute.routing.v1.RouteResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Shows a person what routing made of the demo's day.
 *
 * <p>Thread-confined: owned by whoever runs the demo.
 */
public final class DaySummary {
    private static final int HALF_HOURS = 48;
    private static final int SECONDS_PER_HALF_HOUR = 1_800;
    private static final int BAR_COLUMNS = 24;
    private static final List<String> BANDS = List.of("CLEAR", "AMBIGUOUS", "NONE");

    private final Screen screen;
    private final Bar bar;
    private final List<String> tiers;
    private final Tally tally = new Tally();
    private final int[] contactsByHalfHour = new int[HALF_HOURS];
    private final int[] outageByHalfHour = new int[HALF_HOURS];
    private final Map<String, long[]> bandsByOccasion = new LinkedHashMap<>();
    private final Map<String, Map<String, long[]>> priorityByOccasionAndTier = new LinkedHashMap<>();

    /**
     * Makes an empty summary.
     *
     * @param tiers the table's tiers, best first
     */
    public DaySummary(final Screen screen, final List<String> tiers) {
        this.screen = screen;
        this.tiers = List.copyOf(tiers);
        bar = new Bar(screen);
    }

    /** Takes one decision. */
    public void add(final Contact contact, final RouteResponse decision, final long latencyNs) {
        tally.add(decision, latencyNs);
        if (contact.at() != null) {
            final int halfHour =
                    contact.at().atZone(DemoDay.ZONE).toLocalTime().toSecondOfDay() / SECONDS_PER_HALF_HOUR;
            contactsByHalfHour[halfHour]++;
            if (decision.getOccasion().equals("outage")) {
                outageByHalfHour[halfHour]++;
            }
        }
        bandsByOccasion
                .computeIfAbsent(decision.getOccasion(), key -> new long[BANDS.size()])[
                Math.max(0, BANDS.indexOf(decision.getBand()))]++;
        final long[] sum = priorityByOccasionAndTier
                .computeIfAbsent(decision.getOccasion(), key -> new LinkedHashMap<>())
                .computeIfAbsent(decision.getTier(), key -> new long[2]);
        sum[0] += decision.getPriority();
        sum[1]++;
    }

    /** What was counted. */
    public Tally tally() {
        return tally;
    }

    /**
     * Prints the day.
     *
     * @param seconds how long routing it took, many questions open at a time
     * @param warmNs how long answers took afterwards, one question at a time
     */
    public void print(final double seconds, final Histogram warmNs) {
        clock();
        stageOne();
        stageTwo();
        final Summary summary = new Summary(screen);
        title("Where they went");
        summary.counts("queue", tally.by(Tally.By.QUEUE), tally.decisions());
        title("What held, and what was missing");
        summary.counts("guardrail that bit", tally.byGuardrail(), tally.decisions());
        summary.counts("not what full inputs would give", tally.by(Tally.By.FALLBACK_CAUSE), tally.decisions());
        title("How fast");
        summary.rate(tally, seconds);
        summary.latencies("many questions open, cold   ", tally.latencyNs());
        summary.latencies("one question at a time, warm", warmNs);
    }

    private void clock() {
        title("The day, half an hour a column");
        final int most = Math.max(1, Arrays.stream(contactsByHalfHour).max().orElse(1));
        screen.say("  " + screen.faint("all contacts ") + screen.typed(levels(contactsByHalfHour, most)));
        screen.say("  " + screen.faint("outage       ") + screen.bad(levels(outageByHalfHour, most)));
        screen.say("  " + screen.faint("             0h          6h          12h         18h         24h"));
        screen.out().println();
    }

    private String levels(final int[] byHalfHour, final int most) {
        final StringBuilder levels = new StringBuilder();
        for (final int count : byHalfHour) {
            levels.append(bar.level(count / (double) most));
        }
        return levels.toString();
    }

    private void stageOne() {
        title("Stage one: what brought them, and how sure that was");
        final TextTable table = new TextTable(screen)
                .column("occasion", Side.LEFT)
                .column("contacts", Side.RIGHT)
                .column("clear", Side.RIGHT)
                .column("ambiguous", Side.RIGHT)
                .column("none", Side.RIGHT)
                .column("", Side.LEFT);
        for (final Map.Entry<String, Long> entry : tally.by(Tally.By.OCCASION)) {
            final long[] bands = bandsByOccasion.getOrDefault(entry.getKey(), new long[BANDS.size()]);
            table.row(
                    entry.getKey(),
                    number(entry.getValue()),
                    number(bands[0]),
                    number(bands[1]),
                    number(bands[2]),
                    screen.typed(bar.of(entry.getValue() / (double) Math.max(1, tally.decisions()), BAR_COLUMNS)));
        }
        table.print();
        screen.out().println();
    }

    private void stageTwo() {
        title("Stage two: average priority, by who they are");
        final TextTable table = new TextTable(screen).column("occasion", Side.LEFT);
        tiers.forEach(tier -> table.column(tier, Side.RIGHT));
        final List<String> occasions = new ArrayList<>(priorityByOccasionAndTier.keySet());
        occasions.sort(
                Comparator.comparing((String occasion) -> -average(occasion)).thenComparing(occasion -> occasion));
        for (final String occasion : occasions) {
            final List<String> cells = new ArrayList<>();
            cells.add(occasion);
            tiers.forEach(tier -> cells.add(average(occasion, tier)));
            table.row(cells.toArray(String[]::new));
        }
        table.print();
        screen.out().println();
    }

    private double average(final String occasion) {
        long sum = 0;
        long count = 0;
        for (final long[] cell :
                priorityByOccasionAndTier.getOrDefault(occasion, Map.of()).values()) {
            sum += cell[0];
            count += cell[1];
        }
        return count == 0 ? 0 : sum / (double) count;
    }

    private String average(final String occasion, final String tier) {
        final long[] cell =
                priorityByOccasionAndTier.getOrDefault(occasion, Map.of()).getOrDefault(tier, new long[2]);
        return cell[1] == 0 ? "-" : String.format(Locale.ROOT, "%.0f", cell[0] / (double) cell[1]);
    }

    private void title(final String title) {
        screen.say("  " + screen.bold(title));
    }

    private static String number(final long count) {
        return count == 0 ? "" : String.format(Locale.ROOT, "%,d", count);
    }
}
