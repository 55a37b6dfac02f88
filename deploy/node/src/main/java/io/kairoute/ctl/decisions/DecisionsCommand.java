package io.kairoute.ctl.decisions;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.kairoute.control.v1.ExportDecisionsRequest;
import io.kairoute.control.v1.ExportDecisionsResponse;
import io.kairoute.control.v1.LoggedDecision;
import io.kairoute.ctl.connection.ControlClient;
import io.kairoute.ctl.connection.ServerOptions;
import io.kairoute.ctl.help.Group;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.past.DecisionFilter;
import io.kairoute.ctl.past.DecisionSource;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Progress;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.history.ChunkReader;
import io.kairoute.gateway.history.decisions.DecisionMatcher;
import io.kairoute.gateway.history.decisions.LoggedDecisions;
import io.kairoute.gateway.history.replay.DecisionReplay;
import io.kairoute.routing.v1.RouteResponse;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What can be done with logged decisions; reads the data directory, beside a node or without one. */
@Command(
        name = "decisions",
        description = "Logged decisions, in a data directory or of a running node.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute decisions tail --data-dir data",
            "  kairoute decisions tail --target localhost:7401 --queue outage-desk -f",
            "  kairoute decisions export --target localhost:7401 --since 1h > hour.jsonl",
            "  kairoute decisions export --data-dir data -o csv --occasion outage > outage.csv",
            "  kairoute decisions replay --data-dir data"
        })
public final class DecisionsCommand implements Runnable {
    private static final int SHOWN_DIFFERENCES = 5;
    private static final long FOLLOW_MS = 1_000;

    private final Screen screen;

    @Spec
    private @Nullable CommandSpec spec;

    /** The command, and those below it. */
    public static CommandLine of(final Screen screen) {
        return Group.ordered(new CommandLine(new DecisionsCommand(screen)), "tail", "export", "replay");
    }

    DecisionsCommand(final Screen screen) {
        this.screen = screen;
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
            @Option(names = "--count", paramLabel = "N", defaultValue = "20", description = "How many, 1 to 1000.")
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
                show(follower.begin(count), output);
                while (isFollowing && !screen.out().checkError()) {
                    Thread.sleep(FOLLOW_MS);
                    show(follower.next(), output);
                }
            }
            return ExitCode.DONE;
        }
        if (isFollowing) {
            throw new Refusal(ExitCode.USAGE, "-f follows a running node: give --target in place of --data-dir.");
        }
        return tailOfDirectory(source, filter, count, output);
    }

    private int tailOfDirectory(
            final DecisionSource source, final DecisionFilter filter, final int count, final OutputOptions output) {
        final DecisionMatcher asked = new DecisionMatcher(filter.message());
        final Deque<LoggedDecision> newest = new ArrayDeque<>();
        final ChunkReader reader = new ChunkReader();
        reader.read(source.folder().decisions(), (record, set) -> {
            if (asked.fits(record)) {
                newest.addLast(LoggedDecisions.of(record));
                if (newest.size() > count) {
                    newest.removeFirst();
                }
            }
            return true;
        });
        show(newest, output);
        return complain(reader);
    }

    private void show(final Collection<LoggedDecision> decisions, final OutputOptions output) {
        for (final LoggedDecision one : decisions) {
            if (output.isForPrograms()) {
                output.printNext(screen, one);
            } else {
                screen.out().println(DecisionLine.of(one).text());
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
        final DecisionMatcher asked = new DecisionMatcher(filter.message());
        final ChunkReader reader = new ChunkReader();
        reader.read(source.folder().decisions(), (record, set) -> {
            if (asked.fits(record)) {
                write(LoggedDecisions.of(record), isCsv);
            }
            return !screen.out().checkError();
        });
        return complain(reader);
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
            ExportDecisionsResponse last = ExportDecisionsResponse.getDefaultInstance();
            while (client.call(answers::hasNext) && !screen.out().checkError()) {
                last = answers.next();
                last.getDecisionsList().forEach(one -> write(one, isCsv));
            }
            return complain(last.getLost(), last.getDamaged(), 0);
        }
    }

    private void write(final LoggedDecision logged, final boolean isCsv) {
        final DecisionLine line = DecisionLine.of(logged);
        screen.out().println(isCsv ? line.csv() : line.json());
    }

    @Command(
            name = "replay",
            description = "Makes every logged decision again, from the revision and inputs it names, and compares.")
    int replay(@Mixin final DecisionSource source, @Mixin final DecisionFilter filter) {
        final Map<DecisionReplay.Outcome, Long> outcomes = new EnumMap<>(DecisionReplay.Outcome.class);
        final Path decisions = source.folder().decisions();
        final DecisionMatcher asked = new DecisionMatcher(filter.message());
        final ChunkReader reader = new ChunkReader();
        try (ControlLog log = source.openLog();
                Progress progress =
                        new Progress(screen, "Replaying", ChunkReader.bytes(decisions), Progress.Unit.BYTES)) {
            final DecisionReplay replay = new DecisionReplay(source.tenant(), source.history(log));
            reader.read(decisions, (record, set) -> {
                if (asked.fits(record)) {
                    final DecisionReplay.Outcome outcome = replay.replay(record, set);
                    final long seen = outcomes.merge(outcome, 1L, Long::sum);
                    if (outcome == DecisionReplay.Outcome.DIFFERENT && seen <= SHOWN_DIFFERENCES) {
                        screen.out()
                                .println(screen.bad("different: ")
                                        + DecisionLine.of(LoggedDecisions.of(record))
                                                .text());
                        screen.out().println("  now: " + text(replay.answer()));
                    }
                }
                progress.to(reader.readBytes());
                return true;
            });
        }
        final long different = outcomes.getOrDefault(DecisionReplay.Outcome.DIFFERENT, 0L);
        screen.out()
                .println(String.format(
                        Locale.ROOT,
                        "%,d decisions came out the same, %,d differently.",
                        outcomes.getOrDefault(DecisionReplay.Outcome.SAME, 0L),
                        different));
        final long erased = outcomes.getOrDefault(DecisionReplay.Outcome.ERASED, 0L);
        if (erased > 0) {
            screen.out()
                    .println(String.format(
                            Locale.ROOT, "%,d more came out differently because their customers were erased.", erased));
        }
        return different > 0 ? ExitCode.FAILED : complain(reader);
    }

    private static String text(final byte[] answer) {
        try {
            return JsonFormat.printer()
                    .preservingProtoFieldNames()
                    .omittingInsignificantWhitespace()
                    .print(RouteResponse.parseFrom(answer));
        } catch (final InvalidProtocolBufferException e) {
            return "no answer";
        }
    }

    private int complain(final ChunkReader reader) {
        if (reader.unfinished() > 1) {
            screen.err()
                    .println(
                            screen.doubtful(
                                    reader.unfinished()
                                            + " chunks have no end: one may still be written, the others were cut off or their node killed."));
        }
        return complain(reader.lost(), reader.damaged(), reader.cutBytes());
    }

    private int complain(final long lost, final long damaged, final long cutBytes) {
        if (lost > 0) {
            screen.err()
                    .println(screen.doubtful(
                            lost + " decisions were never logged: the node made them faster than it could write."));
        }
        if (damaged > 0 || cutBytes > 0) {
            screen.err()
                    .println(screen.bad(damaged + " records are damaged, and " + cutBytes + " bytes belong to none."));
        }
        return damaged > 0 ? ExitCode.FAILED : ExitCode.DONE;
    }
}
