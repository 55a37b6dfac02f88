package io.kairoute.node.capacity;

import io.kairoute.ctl.offline.NodeCommand;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.TextTable.Side;
import io.kairoute.gateway.config.DecisionsConfig;
import io.kairoute.gateway.config.Property;
import io.kairoute.router.Limits;
import io.kairoute.router.store.SegmentSets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what machines are needed. */
@Command(
        name = "capacity",
        description = NodeCommand.Description.CAPACITY,
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute capacity --customers 10M --rate 20000",
            "  kairoute capacity --customers 2M --keys-per-customer 2 --tenants 30 --rules 400 --cores 8 -o json",
            "",
            "docs/CAPACITY.md has the formula, and where its constants come from."
        })
public final class CapacityCommand implements Callable<Integer> {
    private static final long MIB = 1L << 20;
    private static final double GIB = 1L << 30;
    private static final double SECOND_MS = 1_000;
    private static final double MEAN_SHARE = 3;
    private static final int MOST_CORES = 256;
    private static final int MOST_KEYS_EACH = 100;

    private final Screen screen;

    @Option(
            names = "--customers",
            paramLabel = "N",
            defaultValue = "0",
            converter = Amount.class,
            description = "Customers of all tenants, such as 300k or 10M. Default: ${DEFAULT-VALUE}.")
    private double customers;

    @Option(
            names = "--keys-per-customer",
            paramLabel = "N",
            defaultValue = "1",
            converter = Amount.class,
            description = "Keys by which a customer is found: one, and one for each phone number or account beside it."
                    + " Default: ${DEFAULT-VALUE}.")
    private double keysEach;

    @Option(
            names = "--tenants",
            paramLabel = "N",
            defaultValue = "1",
            description = "Tenants. Default: ${DEFAULT-VALUE}.")
    private int tenants;

    @Option(
            names = "--rules",
            paramLabel = "N",
            defaultValue = "200",
            converter = Amount.class,
            description = "Rules of each tenant's table, signal rules and tuning rules together. Default:"
                    + " ${DEFAULT-VALUE}.")
    private double rules;

    @Option(
            names = "--kept-revisions",
            paramLabel = "N",
            defaultValue = "16",
            description = "control.kept_revisions of the configuration. Default: ${DEFAULT-VALUE}.")
    private int kept;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "1000",
            converter = Amount.class,
            description = "Calls a second when most come, to all nodes together. Default: ${DEFAULT-VALUE}.")
    private double rate;

    @Option(
            names = "--mean-rate",
            paramLabel = "N",
            converter = Amount.class,
            description =
                    "Calls a second over day and night, which the decision log holds. Default: a third of --rate.")
    private @Nullable Double mean;

    @Option(
            names = "--retention",
            paramLabel = "DAYS",
            defaultValue = "30",
            description = "decisions.retention_days of the configuration. Default: ${DEFAULT-VALUE}.")
    private int days;

    @Option(
            names = "--cores",
            paramLabel = "N",
            defaultValue = "4",
            description = "Cores of each node. Default: ${DEFAULT-VALUE}.")
    private int cores;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private CapacityCommand(final Screen screen) {
        this.screen = screen;
    }

    /** The command. */
    public static CommandLine of(final Screen screen) {
        return new CommandLine(new CapacityCommand(screen));
    }

    @Override
    public Integer call() {
        within("--tenants", tenants, 1, Limits.TENANTS);
        within("--cores", cores, 1, MOST_CORES);
        within("--keys-per-customer", keysEach, 1, MOST_KEYS_EACH);
        within("--kept-revisions", kept, 1, Limits.MOST_KEPT_REVISIONS);
        within("--retention", days, 1, DecisionsConfig.MOST_DAYS);
        within("--rules", rules, 0, Limits.SIGNAL_RULES + Limits.TUNING_RULES);
        within("keys of all customers", customers * keysEach, 0, SegmentSets.MOST_KEYS);
        final Stock stock = new Stock((long) Math.ceil(customers * keysEach), tenants, (int) rules, kept);
        final Traffic traffic = new Traffic(rate, mean(), days);
        final Capacity capacity = Capacity.of(stock, traffic, cores, Constants.shipped());
        output.show(screen, values(capacity), () -> print(capacity));
        return ExitCode.DONE;
    }

    private double mean() {
        if (mean == null) {
            return rate / MEAN_SHARE;
        }
        if (mean > rate) {
            throw new Refusal(ExitCode.USAGE, "--mean-rate is over --rate, which is the rate when most calls come.");
        }
        return mean;
    }

    private static void within(final String what, final double value, final double least, final double most) {
        if (value < least || value > most) {
            throw new Refusal(ExitCode.USAGE, what + " must be " + (long) least + " to " + (long) most + ".");
        }
    }

    private void print(final Capacity capacity) {
        final MemoryNeed memory = capacity.memory();
        final var table = output.table(screen)
                .uncut(true)
                .column("OF EACH NODE", Side.LEFT)
                .column("", Side.RIGHT)
                .column("", Side.LEFT);
        table.row("heap", mib(memory.heapBytes()), "KAIROUTE_JAVA_OPTS=" + heapOption(memory));
        table.row("beside the heap", mib(memory.besideBytes()), "code, classes, threads, buffers");
        table.row(
                "pages of segment files",
                mib(memory.pageBytes()),
                "less works, with slower look-ups of rare customers");
        table.row("memory limit", mib(memory.limitBytes()), "of the container, or of the machine");
        table.row("segment sets on disk", gib(capacity.setBytes()), "those that are kept, and the next one");
        table.row(
                "decision log on disk",
                gib(capacity.decisionBytes()),
                Property.DECISIONS_MAX_GIB.path() + ": " + mostGib(capacity) + " for each tenant");
        table.row("disk", gib(capacity.diskBytes()), "1 GiB of it has to stay free");
        table.row(
                "start",
                seconds(capacity.startMs()) + " s",
                "until all customers are served; calls are answered before");
        table.print();
        screen.say("  Nodes: " + screen.bold(Integer.toString(capacity.nodes())) + " of " + cores + " cores; "
                + capacity.carrying()
                + " bear the busiest second with half of their cores, and one may be away.");
        if (wantedGib(capacity) > DecisionsConfig.MOST_GIB) {
            screen.say("  A tenant's decision log of " + wantedGib(capacity) + " GiB is over what "
                    + Property.DECISIONS_MAX_GIB.path() + " can be: keep decisions for fewer days.");
        }
    }

    private static Map<String, Object> values(final Capacity capacity) {
        final MemoryNeed memory = capacity.memory();
        final Map<String, Object> values = new LinkedHashMap<>();
        values.put("heap_mib", mibs(memory.heapBytes()));
        values.put("java_opts", heapOption(memory));
        values.put("beside_heap_mib", mibs(memory.besideBytes()));
        values.put("pages_mib", mibs(memory.pageBytes()));
        values.put("memory_limit_mib", mibs(memory.limitBytes()));
        values.put("segment_sets_gib", gibs(capacity.setBytes()));
        values.put("decision_log_gib", gibs(capacity.decisionBytes()));
        values.put("decisions_max_gib", mostGib(capacity));
        values.put("disk_gib", gibs(capacity.diskBytes()));
        values.put("start_seconds", seconds(capacity.startMs()));
        values.put("nodes", capacity.nodes());
        values.put("nodes_that_bear_it", capacity.carrying());
        return values;
    }

    private static String heapOption(final MemoryNeed memory) {
        return "-Xmx" + mibs(memory.heapBytes()) + "m";
    }

    private static long mostGib(final Capacity capacity) {
        return Math.min(DecisionsConfig.MOST_GIB, wantedGib(capacity));
    }

    private static long wantedGib(final Capacity capacity) {
        return Math.max(1, gibs(capacity.tenantDecisionBytes()));
    }

    private static long mibs(final long bytes) {
        return (bytes + MIB - 1) / MIB;
    }

    private static String mib(final long bytes) {
        return mibs(bytes) + " MiB";
    }

    private static long gibs(final long bytes) {
        return (long) Math.ceil(bytes / GIB);
    }

    private static String gib(final long bytes) {
        return gibs(bytes) + " GiB";
    }

    private static long seconds(final long ms) {
        return (long) Math.ceil(ms / SECOND_MS);
    }
}
