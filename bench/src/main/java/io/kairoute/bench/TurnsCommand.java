package io.kairoute.bench;

import io.kairoute.bench.gateway.Statistics;
import io.kairoute.bench.micro.Turn;
import io.kairoute.bench.micro.Turns;
import io.kairoute.bench.process.QuietWatch;
import io.kairoute.bench.subject.BenchTable;
import io.kairoute.bench.subject.CustomerSet;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.Progress;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.TextTable;
import io.kairoute.ctl.terminal.TextTable.Side;
import io.kairoute.router.Limits;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures decisions of all kinds and what lies under them in turns, and prints a table. */
@Command(
        name = "turns",
        description = "Measures decisions of several kinds, lookups and reads of memory in turns, in one thread.",
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
            description = "How long before it counts, in each JVM. Default: ${DEFAULT-VALUE}.")
    private int warmUpS;

    @Option(
            names = "--seconds",
            defaultValue = "10",
            paramLabel = "SECONDS",
            description = "How long it counts, in each JVM. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--forks",
            defaultValue = "3",
            paramLabel = "N",
            description = "How many JVMs, one after the other. Default: ${DEFAULT-VALUE}.")
    private int forks;

    TurnsCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        if (customers < 1
                || rules < LEAST_RULES
                || rules > Limits.SIGNAL_RULES
                || warmUpS < 0
                || seconds < 1
                || forks < 1) {
            throw new Refusal("--customers, --seconds and --forks must be 1 or more, --warm-up 0 or more, --rules "
                    + LEAST_RULES + " to " + Limits.SIGNAL_RULES + ".");
        }
        screen.err().println(String.format(Locale.ROOT, "  customers: %,d", customers));
        CustomerSet.open(customers).close();
        final QuietWatch quiet = new QuietWatch(again -> {});
        final Turns turns = measure(quiet);
        final TextTable table = new TextTable(screen)
                .column("call", Side.LEFT)
                .column("ns, median", Side.RIGHT)
                .column("spread", Side.RIGHT)
                .column("of a decision", Side.RIGHT);
        for (final Turn turn : Turn.values()) {
            table.row(
                    turn.title(),
                    String.format(Locale.ROOT, "%,.0f", turns.median(turn)),
                    String.format(Locale.ROOT, "%.0f %%", Statistics.spread(turns.times(turn)) * PERCENT),
                    String.format(Locale.ROOT, "%.2f", turns.ratio(turn, Turn.DECISION)));
        }
        table.print();
        quiet.disturbed().forEach((task, others) -> screen.out()
                .println(screen.doubtful(String.format(
                        Locale.ROOT,
                        "  not quiet: %s (others used %.0f %% of the processors)",
                        task,
                        others * PERCENT))));
        return ExitCode.DONE;
    }

    private Turns measure(final QuietWatch quiet) {
        final int all = forks * (warmUpS + seconds);
        try (Progress progress = new Progress(screen, "Decisions in turns", all, Progress.Unit.of("seconds"))) {
            final Turns turns = Turns.measure(customers, rules, forks, warmUpS, seconds, quiet, progress::to);
            progress.complete(all);
            return turns;
        }
    }
}
