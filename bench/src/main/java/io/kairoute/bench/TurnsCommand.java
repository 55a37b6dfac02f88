package io.kairoute.bench;

import io.kairoute.bench.gateway.Statistics;
import io.kairoute.bench.micro.Turns;
import io.kairoute.bench.subject.BenchTable;
import io.kairoute.bench.subject.CustomerSet;
import io.kairoute.deploy.ExitCode;
import io.kairoute.deploy.Refusal;
import io.kairoute.deploy.terminal.Progress;
import io.kairoute.deploy.terminal.Screen;
import io.kairoute.deploy.terminal.TextTable;
import io.kairoute.deploy.terminal.TextTable.Side;
import io.kairoute.router.Limits;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures decisions and bare lookups in turns, and prints a table. */
@Command(
        name = "turns",
        description = "Measures decisions and bare lookups in the same Chronicle Map in turns, in one thread.",
        footerHeading = "%nExamples:%n",
        footer = {"  kairoute bench turns", "  kairoute bench turns --customers 1000000 --seconds 60"})
final class TurnsCommand implements Callable<Integer> {
    private static final double PERCENT = 100;
    // The first rules lead to occasions that do something else; every contact meets a later one.
    private static final int LEAST_RULES = BenchTable.FIRST_PLAIN + 1;

    private final Screen screen;

    @Option(
            names = "--customers",
            defaultValue = "10000000",
            paramLabel = "N",
            description = "How many customers there are; their set is built once (ten million: a minute) and kept."
                    + " Default: ${DEFAULT-VALUE}.")
    private long customers;

    @Option(
            names = "--rules",
            defaultValue = "1000",
            paramLabel = "N",
            description = "Signal rules, and as many tuning rules. Default: ${DEFAULT-VALUE}.")
    private int rules;

    @Option(
            names = "--warm-up",
            defaultValue = "10",
            paramLabel = "SECONDS",
            description = "How long before it counts. Default: ${DEFAULT-VALUE}.")
    private int warmUpS;

    @Option(
            names = "--seconds",
            defaultValue = "20",
            paramLabel = "SECONDS",
            description = "How long it counts. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    TurnsCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        if (customers < 1 || rules < LEAST_RULES || rules > Limits.SIGNAL_RULES || warmUpS < 0 || seconds < 1) {
            throw new Refusal("--customers and --seconds must be 1 or more, --warm-up 0 or more, --rules " + LEAST_RULES
                    + " to " + Limits.SIGNAL_RULES + ".");
        }
        screen.err().println(String.format(Locale.ROOT, "  customers: %,d", customers));
        CustomerSet.open(customers).close();
        final Turns turns = measure();
        final double getUsing = Statistics.median(turns.getUsingNs());
        final TextTable table = new TextTable(screen)
                .column("call", Side.LEFT)
                .column("ns, median", Side.RIGHT)
                .column("spread", Side.RIGHT)
                .column("over getUsing", Side.RIGHT);
        row(table, "a whole decision", turns.routeNs(), getUsing);
        row(table, "one bare getUsing", turns.getUsingNs(), getUsing);
        table.print();
        return ExitCode.DONE;
    }

    private Turns measure() {
        final int all = warmUpS + seconds;
        try (Progress progress =
                new Progress(screen, "Decisions and lookups in turns", all, Progress.Unit.of("seconds"))) {
            final Turns turns = Turns.measure(customers, rules, warmUpS, seconds, progress::to);
            progress.complete(all);
            return turns;
        }
    }

    private static void row(final TextTable table, final String call, final List<Double> ns, final double getUsing) {
        table.row(
                call,
                String.format(Locale.ROOT, "%,.0f", Statistics.median(ns)),
                String.format(Locale.ROOT, "%.0f %%", Statistics.spread(ns) * PERCENT),
                String.format(Locale.ROOT, "%.2f", Statistics.median(ns) / getUsing));
    }
}
