package io.kairoute.bench;

import io.kairoute.bench.load.ContactMix;
import io.kairoute.bench.load.LoadPlan;
import io.kairoute.bench.load.LoadResult;
import io.kairoute.bench.load.LoadRun;
import io.kairoute.bench.load.LoadSecond;
import io.kairoute.bench.load.Protocol;
import io.kairoute.bench.load.RateSearch;
import io.kairoute.ctl.connection.Target;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.TextTable;
import io.kairoute.ctl.terminal.TextTable.Side;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Puts a server under load at a set rate, or searches the highest one it can bear. */
@Command(
        name = "load",
        description = {
            "Sends contacts at a set rate, whether or not the ones before were answered, and measures each latency from"
                    + " the instant at which the contact was due."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute bench load --rate 5000 --duration 30",
            "  kairoute bench load --protocol json --rate 500 --contacts telecom-complaints.csv \\",
            "      --mapping deploy/examples/telecom/contacts-mapping.yaml --customers telco-customers.csv",
            "  kairoute bench load --search --p99 5ms --duration 5",
            "",
            "The warm-up goes on, for 30 s more at most, until the rate was offered for three seconds in a row or no",
            "second of three was faster than those before.",
            "Exit code 1 when a contact got no decision, the target went away, the rate could not be offered, or the",
            "generator used more than 95 % of its processor."
        })
final class LoadCommand implements Callable<Integer> {
    private static final int DEFAULT_PORT = 7400;
    private static final int GENERATED = 50_000;
    private static final long GENERATED_CUSTOMERS = 100_000;
    private static final int GENERATED_RULES = 1_000;
    private static final double US_PER_MS = 1_000;
    private static final double NS_PER_MS = 1_000_000;
    private static final double PERCENT = 100;
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 100};

    private final Screen screen;

    @Option(
            names = "--target",
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:7400",
            description = "The server's route listener. Default: ${DEFAULT-VALUE}.")
    private String target = "";

    @Option(
            names = "--protocol",
            defaultValue = "unary",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Protocol protocol = Protocol.UNARY;

    @Option(
            names = "--rate",
            defaultValue = "1000",
            paramLabel = "PER_S",
            description = "Contacts a second; with --search the first that is tried. Default: ${DEFAULT-VALUE}.")
    private double rate;

    @Option(
            names = "--arrivals",
            defaultValue = "poisson",
            description = "poisson, as independent callers come, or constant. Default: ${DEFAULT-VALUE}.")
    private String arrivals = "";

    @Option(names = "--connections", defaultValue = "8", description = "Connections. Default: ${DEFAULT-VALUE}.")
    private int connections;

    @Option(names = "--warm-up", defaultValue = "5", paramLabel = "S", description = "Default: ${DEFAULT-VALUE} s.")
    private int warmUp;

    @Option(names = "--duration", defaultValue = "10", paramLabel = "S", description = "Default: ${DEFAULT-VALUE} s.")
    private int duration;

    @Option(names = "--seed", defaultValue = "1", description = "Of gaps and order. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--contacts",
            paramLabel = "CONTACTS.csv",
            description = "A recorded contact file to draw from. Default: generated contacts.")
    private @Nullable Path contacts;

    @Option(names = "--mapping", paramLabel = "MAPPING.yaml", description = "Which column of it means what.")
    private @Nullable Path mapping;

    @Option(names = "--customers", paramLabel = "CUSTOMERS.csv", description = "The mapping's customers file.")
    private @Nullable Path customers;

    @Option(names = "--search", description = "Search the highest rate whose p99 stays under --p99.")
    private boolean search;

    @Option(names = "--p99", defaultValue = "5ms", paramLabel = "N(ms|us)", description = "Default: ${DEFAULT-VALUE}.")
    private String p99 = "";

    LoadCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        final LoadPlan plan = plan();
        final ContactMix mix = mix();
        return search ? search(plan, mix) : once(plan, mix);
    }

    private LoadPlan plan() {
        if (!(rate > 0) || connections < 1 || connections > 10_000 || duration < 1 || warmUp < 1) {
            throw new Refusal("--rate must be above 0, --connections 1 to 10000, --duration and --warm-up 1 or more.");
        }
        if (!arrivals.equalsIgnoreCase("poisson") && !arrivals.equalsIgnoreCase("constant")) {
            throw new Refusal("--arrivals is poisson or constant, not " + arrivals + ".");
        }
        try {
            return new LoadPlan(
                    Target.parse(target, DEFAULT_PORT),
                    protocol,
                    connections,
                    rate,
                    arrivals.equalsIgnoreCase("poisson"),
                    warmUp,
                    duration,
                    seed);
        } catch (final IllegalArgumentException e) {
            throw new Refusal("--target: " + e.getMessage() + ".", e);
        }
    }

    private ContactMix mix() {
        if (contacts == null) {
            return ContactMix.generated(GENERATED, GENERATED_CUSTOMERS, GENERATED_RULES, seed);
        }
        if (mapping == null) {
            throw new Refusal("--contacts needs --mapping, which says what its columns mean;"
                    + " see deploy/examples/telecom/contacts-mapping.yaml.");
        }
        final ContactMix mix = ContactMix.recorded(contacts, mapping, customers);
        if (mix.badRowCount() > 0) {
            screen.err()
                    .println(screen.doubtful(String.format(Locale.ROOT, "%,d rows are left out:", mix.badRowCount())));
            mix.badRows().forEach(row -> screen.err().println("  " + row));
        }
        return mix;
    }

    private int once(final LoadPlan plan, final ContactMix mix) {
        final LoadResult result = LoadRun.run(plan, mix, this::show);
        print(result);
        return result.isOffered()
                        && !result.isGeneratorTheLimit()
                        && result.failed() == 0
                        && result.endedEarly() == null
                ? ExitCode.DONE
                : ExitCode.FAILED;
    }

    private int search(final LoadPlan plan, final ContactMix mix) {
        final RateSearch rates =
                new RateSearch(boundUs(), tried -> LoadRun.run(plan.atRate(tried), mix, second -> {}), this::showTried);
        final @Nullable LoadResult best = rates.search(rate);
        if (best == null) {
            throw new Refusal(String.format(
                    Locale.ROOT,
                    "Even %,.0f a second is too much for p99 under %s; begin lower with --rate.",
                    rate,
                    p99));
        }
        screen.out()
                .println(screen.bold(String.format(
                        Locale.ROOT,
                        "highest rate with p99 under %s: %,.0f a second",
                        p99,
                        best.plan().ratePerS())));
        print(best);
        return ExitCode.DONE;
    }

    private double boundUs() {
        try {
            if (p99.endsWith("ms")) {
                return Double.parseDouble(p99.substring(0, p99.length() - 2)) * US_PER_MS;
            }
            if (p99.endsWith("us")) {
                return Double.parseDouble(p99.substring(0, p99.length() - 2));
            }
        } catch (final NumberFormatException e) {
            throw new Refusal("--p99 is a number with ms or us, such as 5ms, not " + p99 + ".", e);
        }
        throw new Refusal("--p99 is a number with ms or us, such as 5ms, not " + p99 + ".");
    }

    private void show(final LoadSecond second) {
        screen.err()
                .println(String.format(
                        Locale.ROOT,
                        "%s%4d s  sent %,8d  answered %,8d  failed %,d  p50 %,.0f us  p99 %,.0f us  max %,.0f us  behind %,.1f ms",
                        second.second() < 0 ? "warm-up" : "       ",
                        second.second(),
                        second.sent(),
                        second.answered(),
                        second.failed(),
                        second.p50Us(),
                        second.p99Us(),
                        second.maxUs(),
                        second.lagUs() / US_PER_MS));
    }

    private void showTried(final LoadResult result) {
        screen.err()
                .println(String.format(
                        Locale.ROOT,
                        "  %,10.0f a second: offered %,.0f, p99 %,.0f us, failed %,d",
                        result.plan().ratePerS(),
                        result.offeredPerS(),
                        result.percentileUs(99),
                        result.failed()));
    }

    private void print(final LoadResult result) {
        if (result.isGeneratorTheLimit()) {
            screen.out()
                    .println(screen.bad(String.format(
                            Locale.ROOT,
                            "  this generator is the limit: it used %.0f %% of its processor, and offered %,.0f of %,.0f a"
                                    + " second. No latency is told, since it would be the generator's own. Ask for less, or"
                                    + " start more generators.",
                            result.generatorShare() * PERCENT,
                            result.offeredPerS(),
                            result.plan().ratePerS())));
            return;
        }
        printLatencies(result);
        screen.out()
                .println(String.format(
                        Locale.ROOT,
                        "  asked %,.0f a second, offered %,.0f, answered %,.0f; the generator used %.0f %% of its processor",
                        result.plan().ratePerS(),
                        result.offeredPerS(),
                        result.answeredPerS(),
                        result.generatorShare() * PERCENT));
        if (!result.isOffered()) {
            screen.out()
                    .println(screen.bad(String.format(
                            Locale.ROOT,
                            "  the rate could not be offered: contacts were sent up to %,.1f ms late; the latencies"
                                    + " count that wait",
                            result.worstLagNs() / NS_PER_MS)));
        }
        result.failures().forEach((reason, count) -> screen.out()
                .println(screen.bad(String.format(Locale.ROOT, "  %,d x %s", count, reason))));
        if (result.endedEarly() != null) {
            screen.out().println(screen.bad("  " + result.endedEarly()));
        }
    }

    private void printLatencies(final LoadResult result) {
        final TextTable table = new TextTable(screen);
        for (final double percentile : PERCENTILES) {
            table.column(percentile == 100 ? "max" : "p" + (percentile + "").replaceAll("\\.0$", ""), Side.RIGHT);
        }
        final String[] cells = new String[PERCENTILES.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = String.format(Locale.ROOT, "%,.0f us", result.percentileUs(PERCENTILES[i]));
        }
        table.row(cells).print();
    }
}
