package io.kairoute.deploy.demo;

import io.kairoute.deploy.contacts.Contact;
import io.kairoute.deploy.replay.Summary;
import io.kairoute.deploy.replay.Tally;
import io.kairoute.deploy.terminal.Bar;
import io.kairoute.deploy.terminal.Screen;
import io.kairoute.deploy.terminal.TextTable;
import io.kairoute.deploy.terminal.TextTable.Side;
import io.kairoute.routing.v1.RouteResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Shows a person what routing made of the demo's day.
 *
 * <p>Thread-confined: owned by whoever runs the demo.
 */
public final class DaySummary {
    private static final int HOURS = 24;
    private static final int BAR_COLUMNS = 24;
    private static final List<String> BANDS = List.of("CLEAR", "AMBIGUOUS", "NONE");

    private final Screen screen;
    private final Bar bar;
    private final List<String> tiers;
    private final Tally tally = new Tally();
    private final int[] contactsByHour = new int[HOURS];
    private final int[] networkByHour = new int[HOURS];
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
            final int hour = contact.at().atZone(DemoDay.ZONE).getHour();
            contactsByHour[hour]++;
            if (decision.getOccasion().equals("outage")) {
                networkByHour[hour]++;
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

    /** Prints the day. */
    public void print(final double seconds) {
        clock();
        stageOne();
        stageTwo();
        final Summary summary = new Summary(screen);
        title("Where they went");
        summary.counts("queue", tally.by(Tally.By.QUEUE), tally.decisions());
        title("What held, and what was missing");
        summary.counts("guardrail that bit", tally.byGuardrail(), tally.decisions());
        summary.counts("not what full inputs would give", tally.by(Tally.By.FALLBACK_CAUSE), tally.decisions());
        summary.latencies(tally, seconds);
    }

    private void clock() {
        title("The day, hour by hour");
        final int most = Math.max(1, Arrays.stream(contactsByHour).max().orElse(1));
        screen.out().println("  " + screen.faint("all contacts ") + screen.typed(levels(contactsByHour, most)));
        screen.out().println("  " + screen.faint("outage       ") + screen.bad(levels(networkByHour, most)));
        screen.out().println("  " + screen.faint("             0h          6h          12h         18h       24h"));
        screen.out().println();
    }

    private String levels(final int[] byHour, final int most) {
        final StringBuilder levels = new StringBuilder();
        for (final int count : byHour) {
            final char level = bar.level(count / (double) most);
            levels.append(level).append(level);
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
        screen.out().println("  " + screen.bold(title));
    }

    private static String number(final long count) {
        return count == 0 ? "" : String.format(Locale.ROOT, "%,d", count);
    }
}
