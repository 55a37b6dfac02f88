package io.kairoute.deploy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.kairoute.deploy.decisions.DecisionFilter;
import io.kairoute.deploy.decisions.DecisionLine;
import io.kairoute.deploy.serve.Node;
import io.kairoute.deploy.terminal.Screen;
import io.kairoute.gateway.control.SnapshotHistory;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.gateway.control.replay.DecisionReplay;
import io.kairoute.gateway.log.ChunkReader;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.store.TenantFolder;
import io.kairoute.router.store.TenantSecret;
import io.kairoute.routing.v1.RouteResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with logged decisions; reads the data directory, beside a node or without one. */
@Command(
        name = "decisions",
        description = "Logged decisions in a data directory, beside a running node or without one.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute decisions tail --data-dir data",
            "  kairoute decisions export --data-dir data --format csv --occasion outage > outage.csv",
            "  kairoute decisions replay --data-dir data"
        })
final class DecisionsCommand implements Runnable {
    private static final int SHOWN_DIFFERENCES = 5;

    private final Screen screen;

    @Spec
    private @Nullable CommandSpec spec;

    DecisionsCommand(final Screen screen) {
        this.screen = screen;
    }

    /** Where the decisions are. */
    static final class Source {
        @Option(names = "--data-dir", paramLabel = "DIR", required = true, description = "The data directory.")
        private @Nullable Path dataDir;

        @Option(
                names = "--tenant",
                paramLabel = "ID",
                defaultValue = TenantDirectory.DEFAULT_TENANT,
                description = "The tenant. Default: ${DEFAULT-VALUE}.")
        private String tenant = "";

        private Path directory() {
            if (dataDir == null || !Files.isDirectory(dataDir)) {
                throw new Refusal("There is no data directory " + dataDir + ".");
            }
            return dataDir;
        }

        private TenantFolder folder() {
            final Path folder = directory().resolve("tenants").resolve(TenantFolder.nameOf(tenant));
            if (!Files.isDirectory(folder)) {
                throw new Refusal("There is no tenant " + tenant + " in " + dataDir + ".");
            }
            return new TenantFolder(folder, true);
        }
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "Which one: kairoute decisions tail|export|replay");
        }
    }

    @Command(name = "tail", description = "Shows the newest decisions, a line each.")
    int tail(
            @Mixin final Source source,
            @Mixin final DecisionFilter filter,
            @Option(names = "--count", paramLabel = "N", defaultValue = "20", description = "How many.")
                    final int count) {
        final Deque<String> newest = new ArrayDeque<>();
        final ChunkReader reader = new ChunkReader();
        reader.read(source.folder().decisions(), (record, set) -> {
            final DecisionLine line = DecisionLine.of(record);
            if (filter.takes(line)) {
                newest.addLast(line.text());
                if (newest.size() > count) {
                    newest.removeFirst();
                }
            }
            return true;
        });
        newest.forEach(screen.out()::println);
        return complain(reader);
    }

    @Command(name = "export", description = "Writes decisions to standard output, as CSV or as lines of JSON.")
    int export(
            @Mixin final Source source,
            @Mixin final DecisionFilter filter,
            @Option(
                            names = "--format",
                            paramLabel = "csv|json",
                            defaultValue = "json",
                            description = "Default: ${DEFAULT-VALUE}.")
                    final String format) {
        final boolean isCsv = format.toLowerCase(Locale.ROOT).equals("csv");
        if (!isCsv && !format.toLowerCase(Locale.ROOT).equals("json")) {
            throw new Refusal("--format: \"" + format + "\" is neither csv nor json.");
        }
        if (isCsv) {
            screen.out().println(DecisionLine.csvTitle());
        }
        final ChunkReader reader = new ChunkReader();
        reader.read(source.folder().decisions(), (record, set) -> {
            final DecisionLine line = DecisionLine.of(record);
            if (filter.takes(line)) {
                screen.out().println(isCsv ? line.csv() : line.json());
            }
            return !screen.out().checkError();
        });
        return complain(reader);
    }

    @Command(
            name = "replay",
            description = "Makes every logged decision again, from the revision and inputs it names, and compares.")
    int replay(
            @Mixin final Source source,
            @Mixin final DecisionFilter filter,
            @Option(
                            names = "--key-file",
                            paramLabel = "FILE",
                            description = "The control log's key. Default: control.key.")
                    final @Nullable Path keyFile) {
        final Path directory = source.directory();
        final TenantFolder folder = source.folder();
        final Map<DecisionReplay.Outcome, Long> outcomes = new EnumMap<>(DecisionReplay.Outcome.class);
        final ChunkReader reader = new ChunkReader();
        try (ControlLog log = SqliteControlLog.openToRead(
                directory.resolve(Node.CONTROL_LOG),
                ChainKey.read(keyFile == null ? directory.resolve(Node.CONTROL_KEY) : keyFile))) {
            final DecisionReplay replay = new DecisionReplay(
                    source.tenant,
                    new SnapshotHistory(source.tenant, TenantSecret.open(folder).hasher(), log));
            reader.read(folder.decisions(), (record, set) -> {
                if (filter.isOff() || filter.takes(DecisionLine.of(record))) {
                    final DecisionReplay.Outcome outcome = replay.replay(record, set);
                    final long seen = outcomes.merge(outcome, 1L, Long::sum);
                    if (outcome == DecisionReplay.Outcome.DIFFERENT && seen <= SHOWN_DIFFERENCES) {
                        screen.out()
                                .println(screen.bad("different: ")
                                        + DecisionLine.of(record).text());
                        screen.out().println("  now: " + text(replay.answer()));
                    }
                }
                return true;
            });
        }
        final long different = outcomes.getOrDefault(DecisionReplay.Outcome.DIFFERENT, 0L);
        screen.out()
                .println(String.format(
                        Locale.ROOT,
                        "%,d decisions came out the same, %,d differently; %,d cannot be made again.",
                        outcomes.getOrDefault(DecisionReplay.Outcome.SAME, 0L),
                        different,
                        outcomes.getOrDefault(DecisionReplay.Outcome.NOT_REPLAYABLE, 0L)));
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
        if (reader.lost() > 0) {
            screen.err()
                    .println(screen.doubtful(reader.lost()
                            + " decisions were never logged: the node made them faster than it could write."));
        }
        if (reader.damaged() > 0 || reader.cutBytes() > 0) {
            screen.err()
                    .println(screen.bad(reader.damaged() + " records are damaged, and " + reader.cutBytes()
                            + " bytes belong to none."));
        }
        return reader.damaged() > 0 ? ExitCode.FAILED : ExitCode.DONE;
    }
}
