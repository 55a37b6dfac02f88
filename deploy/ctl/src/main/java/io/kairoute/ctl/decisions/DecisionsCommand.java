package io.kairoute.ctl.decisions;

import com.google.protobuf.Timestamp;
import io.kairoute.control.v1.ExplainDecisionRequest;
import io.kairoute.control.v1.ExplainDecisionResponse;
import io.kairoute.control.v1.ExportDecisionsRequest;
import io.kairoute.control.v1.ExportDecisionsResponse;
import io.kairoute.control.v1.GetNodeRequest;
import io.kairoute.control.v1.LoggedDecision;
import io.kairoute.ctl.connection.ControlClient;
import io.kairoute.ctl.connection.ServerOptions;
import io.kairoute.ctl.help.Group;
import io.kairoute.ctl.help.Wanted;
import io.kairoute.ctl.offline.NodeCommand;
import io.kairoute.ctl.offline.NodePart;
import io.kairoute.ctl.offline.OfflineWork;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.past.DecisionFilter;
import io.kairoute.ctl.past.DecisionSource;
import io.kairoute.ctl.past.FilterNames;
import io.kairoute.ctl.past.LogHealth;
import io.kairoute.ctl.terminal.HowMany;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.time.Times;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can be done with logged decisions. */
@Command(
        name = "decisions",
        addMethodSubcommands = false,
        description = "Logged decisions, in a data directory or of a running node.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute decisions tail --data-dir data",
            "  kairoute decisions tail --queue outage-desk -f",
            "  kairoute decisions export --since 1h > hour.jsonl",
            "  kairoute decisions export --data-dir data -o csv --occasion outage > outage.csv",
            "  kairoute decisions explain f3-96ed0a72d4dd54ec382bc9c8",
            "  kairoute decisions replay --data-dir data"
        })
public final class DecisionsCommand implements Runnable {
    private static final long FOLLOW_MS = 1_000;

    private final Screen screen;
    private final OfflineWork offline;

    @Spec
    private @Nullable CommandSpec spec;

    /** The command, and those below it. */
    public static CommandLine of(final Screen screen, final NodePart part, final Wanted wanted) {
        return new Group(new DecisionsCommand(screen, part.offline()))
                .methods("tail", "export", "explain")
                .command(
                        NodeCommand.DECISIONS_REPLAY.lastWord(),
                        () -> part.command(NodeCommand.DECISIONS_REPLAY, screen))
                .line(wanted);
    }

    DecisionsCommand(final Screen screen, final OfflineWork offline) {
        this.screen = screen;
        this.offline = offline;
    }

    @Override
    public void run() {
        Group.ask(spec);
    }

    @Command(
            name = "tail",
            description = "Shows the newest decisions, a line each, and with -f every one that follows.")
    int tail(
            @Mixin final DecisionSource source,
            @Mixin final DecisionFilter filter,
            @Option(
                            names = "--count",
                            paramLabel = "N",
                            defaultValue = "20",
                            converter = HowMany.OrNone.class,
                            description = "How many, 0 to 1000. Default: ${DEFAULT-VALUE}.")
                    final int count,
            @Option(
                            names = {"-f", "--follow"},
                            description = "Go on with what a running node decides, until it is stopped.")
                    final boolean isFollowing,
            @Mixin final OutputOptions output)
            throws InterruptedException {
        if (source.isRemote()) {
            try (ControlClient client = new ControlClient(source.server())) {
                final DecisionFollower follower = new DecisionFollower(
                        request -> client.call(() -> client.decisions().listDecisions(request)),
                        source.server().tenant(),
                        filter.message());
                if (isFollowing) {
                    follower.begin(clock(client, source.server().tenant()));
                }
                final Collection<LoggedDecision> newest = follower.newest(count);
                show(newest, output);
                if (newest.isEmpty() && count > 0) {
                    new FilterNames(screen).nothingFound(client, source.server(), filter.message());
                }
                final NodeAway node = new NodeAway(screen, client);
                while (isFollowing && !screen.out().checkError()) {
                    Thread.sleep(FOLLOW_MS);
                    show(node.ask(follower::next), output);
                }
            }
            return ExitCode.DONE;
        }
        if (isFollowing) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "-f follows a running node; leave --data-dir out, and give --target where it is not here.");
        }
        return tailOfDirectory(source, filter, count, output);
    }

    private static Timestamp clock(final ControlClient client, final String tenant) {
        return client.call(() -> client.nodes()
                        .getNode(GetNodeRequest.newBuilder().setTenant(tenant).build()))
                .getTime();
    }

    private int tailOfDirectory(
            final DecisionSource source, final DecisionFilter filter, final int count, final OutputOptions output) {
        final Deque<LoggedDecision> newest = new ArrayDeque<>();
        final LogHealth health = offline.readDecisions(source, filter.message(), decision -> {
            newest.addLast(decision);
            if (newest.size() > count) {
                newest.removeFirst();
            }
            return true;
        });
        show(newest, output);
        if (newest.isEmpty() && count > 0) {
            new FilterNames(screen).nothingFound();
        }
        return health.tell(screen);
    }

    private void show(final Collection<LoggedDecision> decisions, final OutputOptions output) {
        for (final LoggedDecision one : decisions) {
            if (output.isForPrograms()) {
                output.printNext(screen, one);
            } else {
                screen.say(DecisionLine.of(one).text());
            }
        }
    }

    @Command(name = "export", description = "Writes decisions to standard output, as CSV or as lines of JSON.")
    int export(
            @Mixin final DecisionSource source,
            @Mixin final DecisionFilter filter,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "FORMAT",
                            defaultValue = "json",
                            description = "json (a line for each) or csv. Default: ${DEFAULT-VALUE}.")
                    final ExportFormat format) {
        final boolean isCsv = format == ExportFormat.CSV;
        if (isCsv) {
            screen.out().println(DecisionLine.csvTitle());
        }
        if (source.isRemote()) {
            return exportFromNode(source.server(), filter, isCsv);
        }
        final AtomicBoolean isEmpty = new AtomicBoolean(true);
        final LogHealth health = offline.readDecisions(source, filter.message(), decision -> {
            isEmpty.set(false);
            write(decision, isCsv);
            return !screen.out().checkError();
        });
        if (isEmpty.get()) {
            new FilterNames(screen).nothingFound();
        }
        return health.tell(screen);
    }

    @Command(
            name = "explain",
            description =
                    "Says why a logged decision of a running node came out so: it is made again, by what held then.")
    int explain(
            @Mixin final ServerOptions server,
            @Parameters(
                            paramLabel = "ID",
                            description = "The decision's id, as tail -o json, export and the answer have it.")
                    final String id,
            @Option(
                            names = "--at",
                            paramLabel = "TIME",
                            description = "When it was made, such as 3h (ago) or 2026-11-21T18:00:00Z; only ten minutes"
                                    + " around are looked through. Default: from the newest on.")
                    final @Nullable String at,
            @Mixin final OutputOptions output) {
        final ExplainDecisionRequest.Builder request =
                ExplainDecisionRequest.newBuilder().setTenant(server.tenant()).setDecisionId(id);
        if (at != null) {
            request.setTime(Times.since("--at", at));
        }
        try (ControlClient client = new ControlClient(server)) {
            final ExplainDecisionResponse why =
                    client.call(() -> client.decisions().explainDecision(request.build()));
            output.show(screen, why, () -> new WhyCard(screen).print(why));
            return ExitCode.DONE;
        }
    }

    /** The forms of an export. */
    enum ExportFormat {
        JSON,
        CSV
    }

    private int exportFromNode(final ServerOptions server, final DecisionFilter filter, final boolean isCsv) {
        try (ControlClient client = new ControlClient(server)) {
            final Iterator<ExportDecisionsResponse> answers = client.call(() -> client.decisions()
                    .exportDecisions(ExportDecisionsRequest.newBuilder()
                            .setTenant(server.tenant())
                            .setFilter(filter.message())
                            .build()));
            boolean isEmpty = true;
            ExportDecisionsResponse last = ExportDecisionsResponse.getDefaultInstance();
            while (client.call(answers::hasNext) && !screen.out().checkError()) {
                last = answers.next();
                last.getDecisionsList().forEach(one -> write(one, isCsv));
                isEmpty &= last.getDecisionsCount() == 0;
            }
            if (isEmpty) {
                new FilterNames(screen).nothingFound(client, server, filter.message());
            }
            return new LogHealth(0, last.getLost(), last.getDamaged(), 0).tell(screen);
        }
    }

    private void write(final LoggedDecision logged, final boolean isCsv) {
        final DecisionLine line = DecisionLine.of(logged);
        screen.out().println(isCsv ? line.csv() : line.json());
    }
}
