package io.kairoute.ctl.outcomes;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.TextFormat;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.GetOutcomeCoverageRequest;
import io.kairoute.control.v1.GetOutcomeCoverageResponse;
import io.kairoute.control.v1.GetOutcomeRequest;
import io.kairoute.control.v1.GetOutcomeResponse;
import io.kairoute.control.v1.HourOfOutcomes;
import io.kairoute.control.v1.ListOutcomesRequest;
import io.kairoute.control.v1.ListOutcomesResponse;
import io.kairoute.control.v1.Outcome;
import io.kairoute.control.v1.OutcomeResult;
import io.kairoute.control.v1.ReportOutcomesRequest;
import io.kairoute.control.v1.ReportedOutcome;
import io.kairoute.ctl.connection.ControlClient;
import io.kairoute.ctl.connection.ServerOptions;
import io.kairoute.ctl.help.Group;
import io.kairoute.ctl.help.Wanted;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.HowMany;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.TextTable;
import io.kairoute.ctl.time.Times;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can be done with outcomes. */
@Command(
        name = "outcomes",
        addMethodSubcommands = false,
        description = "What became of contacts.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute outcomes import yesterday.csv --source crm",
            "  kairoute outcomes tail --count 50",
            "  kairoute outcomes show f3-96ed0a72d4dd54ec382bc9c8",
            "  kairoute outcomes coverage --since 7d",
            "  kairoute outcomes retract f3-96ed0a72d4dd54ec382bc9c8 --source crm --up-to 9"
        })
public final class OutcomesCommand implements Runnable {
    private final Screen screen;

    @Spec
    private @Nullable CommandSpec spec;

    /** The command, and those below it. */
    public static CommandLine of(final Screen screen, final Wanted wanted) {
        return new Group(new OutcomesCommand(screen))
                .command("import", () -> new CommandLine(new OutcomesImportCommand(screen)))
                .methods("tail", "show", "coverage", "retract")
                .line(wanted);
    }

    OutcomesCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public void run() {
        Group.ask(spec);
    }

    @Command(name = "tail", description = "Shows what a running node was told last, the newest at the end.")
    int tail(
            @Mixin final ServerOptions server,
            @Option(names = "--source", paramLabel = "NAME", defaultValue = "", description = "Only of this source.")
                    final String source,
            @Option(
                            names = "--count",
                            paramLabel = "N",
                            defaultValue = "20",
                            converter = HowMany.class,
                            description = "How many, 1 to 1000. Default: 20.")
                    final int count,
            @Mixin final OutputOptions output) {
        try (ControlClient client = new ControlClient(server)) {
            final ListOutcomesResponse told = client.call(() -> client.outcomes()
                    .listOutcomes(ListOutcomesRequest.newBuilder()
                            .setTenant(server.tenant())
                            .setSource(source)
                            .setPageSize(count)
                            .build()));
            output.show(screen, told, () -> print(output, told));
            return ExitCode.DONE;
        }
    }

    private void print(final OutputOptions output, final ListOutcomesResponse told) {
        final TextTable table = output.table(screen)
                .column("TOLD", TextTable.Side.LEFT)
                .column("OF", TextTable.Side.LEFT)
                .column("SOURCE", TextTable.Side.LEFT)
                .column("VERSION", TextTable.Side.RIGHT)
                .column("SAYS", TextTable.Side.LEFT);
        for (int i = told.getOutcomesCount() - 1; i >= 0; i--) {
            final ReportedOutcome one = told.getOutcomes(i);
            final Outcome outcome = one.getOutcome();
            table.row(
                    Times.text(one.getReportTime()),
                    outcome.getDecisionId().isEmpty() ? "a customer" : outcome.getDecisionId(),
                    outcome.getSource(),
                    String.valueOf(outcome.getVersion()),
                    said(outcome));
        }
        table.print();
    }

    @Command(name = "show", description = "Shows what a running node knows by now of one contact.")
    int show(
            @Mixin final ServerOptions server,
            @Parameters(paramLabel = "ID", description = "The id of its decision.") final String id,
            @Mixin final OutputOptions output) {
        try (ControlClient client = new ControlClient(server)) {
            final GetOutcomeResponse known = client.call(() -> client.outcomes()
                    .getOutcome(GetOutcomeRequest.newBuilder()
                            .setTenant(server.tenant())
                            .setDecisionId(id)
                            .build()));
            output.show(
                    screen,
                    known,
                    () -> screen.say(
                            known.hasMerged()
                                    ? said(known.getMerged())
                                    : "Nothing is known of it any more; all was taken back."));
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "coverage",
            description = "Shows, hour by hour, of which part of a running node's logged decisions something was told.")
    int coverage(
            @Mixin final ServerOptions server,
            @Option(
                            names = "--since",
                            paramLabel = "TIME",
                            defaultValue = "1d",
                            description = "From then on, such as 1d (ago), yesterday or 2026-11-21T18:00:00Z;"
                                    + " at most 31 days. Default: 1d.")
                    final String since,
            @Option(
                            names = "--until",
                            paramLabel = "TIME",
                            defaultValue = "now",
                            description = "Until then, likewise. Default: now.")
                    final String until,
            @Mixin final OutputOptions output) {
        try (ControlClient client = new ControlClient(server)) {
            final GetOutcomeCoverageResponse found = client.call(() -> client.outcomes()
                    .getOutcomeCoverage(GetOutcomeCoverageRequest.newBuilder()
                            .setTenant(server.tenant())
                            .setSince(Times.since("--since", since))
                            .setUntil(Times.since("--until", until))
                            .build()));
            output.show(screen, found, () -> print(output, found));
            return ExitCode.DONE;
        }
    }

    private void print(final OutputOptions output, final GetOutcomeCoverageResponse found) {
        final TextTable table = output.table(screen)
                .column("HOUR", TextTable.Side.LEFT)
                .column("DECISIONS", TextTable.Side.RIGHT)
                .column("TOLD", TextTable.Side.RIGHT)
                .column("PART", TextTable.Side.RIGHT);
        for (final HourOfOutcomes hour : found.getHoursList()) {
            row(table, Times.text(hour.getBeginTime()), hour.getDecisions(), hour.getTold());
        }
        row(table, "all", found.getDecisions(), found.getTold());
        table.print();
        if (found.getLost() > 0 || found.getDamaged() > 0) {
            screen.say(screen.doubtful("The log lost " + found.getLost() + " decisions, and " + found.getDamaged()
                    + " of its records are damaged; they are not counted."));
        }
    }

    private static void row(final TextTable table, final String hour, final long decisions, final long told) {
        table.row(
                hour,
                String.valueOf(decisions),
                String.valueOf(told),
                decisions == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * told / decisions));
    }

    @Command(
            name = "retract",
            description = "Takes back all that a source said of one contact up to a version; what others said stays.")
    int retract(
            @Mixin final ServerOptions server,
            @Parameters(paramLabel = "ID", description = "The id of its decision.") final String id,
            @Option(names = "--source", paramLabel = "NAME", required = true, description = "Which source.")
                    final String source,
            @Option(
                            names = "--up-to",
                            paramLabel = "N",
                            required = true,
                            description = "Up to which version; a higher one counts again.")
                    final long version,
            @Mixin final OutputOptions output) {
        final Outcome outcome = Outcome.newBuilder()
                .setDecisionId(id)
                .setSource(source)
                .setVersion(version)
                .setObservedTime(Timestamps.fromMillis(System.currentTimeMillis()))
                .setRetract(true)
                .build();
        try (ControlClient client = new ControlClient(server)) {
            final OutcomeResult result = client.call(() -> client.outcomes()
                            .reportOutcomes(ReportOutcomesRequest.newBuilder()
                                    .setTenant(server.tenant())
                                    .addOutcomes(outcome)
                                    .build()))
                    .getResults(0);
            if (result.getStatus().equals("REFUSED")) {
                throw new Refusal(result.getMessage());
            }
            output.show(
                    screen,
                    result,
                    () -> screen.say(
                            result.getStatus().equals("DUPLICATE")
                                    ? screen.doubtful(
                                            "This version was told before; nothing changed. Give a higher --up-to.")
                                    : screen.good("Taken back.")));
            return ExitCode.DONE;
        }
    }

    /** What an outcome says, in a row. */
    private static String said(final Outcome outcome) {
        return outcome.getAllFields().entrySet().stream()
                .filter(entry -> entry.getKey().getNumber() > Outcome.OBSERVED_TIME_FIELD_NUMBER)
                .map(OutcomesCommand::said)
                .collect(Collectors.joining("  "));
    }

    private static String said(final Map.Entry<FieldDescriptor, Object> entry) {
        final FieldDescriptor field = entry.getKey();
        final Object value = entry.getValue();
        if (value instanceof Timestamp time) {
            return field.getName() + "=" + Times.text(time);
        }
        return field.isRepeated()
                ? TextFormat.printer().printFieldToString(field, value).strip().replaceAll("\\s+", " ")
                : field.getName() + "=" + value;
    }
}
