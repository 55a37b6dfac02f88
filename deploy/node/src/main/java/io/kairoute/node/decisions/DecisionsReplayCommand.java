package io.kairoute.node.decisions;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.kairoute.ctl.connection.OwnTenant;
import io.kairoute.ctl.decisions.DecisionLine;
import io.kairoute.ctl.offline.NodeCommand;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.past.DecisionFilter;
import io.kairoute.ctl.past.StoredTenant;
import io.kairoute.ctl.terminal.Progress;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.history.ChunkReader;
import io.kairoute.gateway.history.decisions.DecisionMatcher;
import io.kairoute.gateway.history.decisions.LoggedDecisions;
import io.kairoute.gateway.history.replay.DecisionReplay;
import io.kairoute.routing.v1.RouteResponse;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes logged decisions again. */
@Command(name = "replay", description = NodeCommand.Description.DECISIONS_REPLAY)
public final class DecisionsReplayCommand implements Callable<Integer> {
    private static final int SHOWN_DIFFERENCES = 5;

    private final Screen screen;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            required = true,
            description = "The data directory, beside a node or without one.")
    private Path dataDir = Path.of("");

    @Option(names = "--tenant", paramLabel = "ID", description = "The tenant. Default: " + OwnTenant.DEFAULT + ".")
    private @Nullable String tenant;

    @Option(
            names = "--control-key-file",
            paramLabel = "FILE",
            description = "The control log's key. Default: control.key in there.")
    private @Nullable Path controlKeyFile;

    @Mixin
    private final DecisionFilter filter = new DecisionFilter();

    /** The command. */
    public static CommandLine of(final Screen screen) {
        return new CommandLine(new DecisionsReplayCommand(screen));
    }

    private DecisionsReplayCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        final Map<DecisionReplay.Outcome, Long> outcomes = new EnumMap<>(DecisionReplay.Outcome.class);
        final StoredTenant stored = StoredTenant.of(dataDir, tenant, controlKeyFile);
        final StoredPast past = new StoredPast(stored);
        final Path decisions = past.folder().decisions();
        final DecisionMatcher asked = new DecisionMatcher(filter.message());
        final ChunkReader reader = new ChunkReader();
        try (ControlLog log = past.openLog();
                Progress progress =
                        new Progress(screen, "Replaying", ChunkReader.bytes(decisions), Progress.Unit.BYTES)) {
            final DecisionReplay replay = new DecisionReplay(stored.tenant(), past.history(log));
            reader.read(decisions, (record, set) -> {
                if (asked.fits(record)) {
                    final DecisionReplay.Outcome outcome = replay.replay(record, set);
                    final long seen = outcomes.merge(outcome, 1L, Long::sum);
                    if (outcome == DecisionReplay.Outcome.DIFFERENT && seen <= SHOWN_DIFFERENCES) {
                        screen.say(screen.bad("different: ")
                                + DecisionLine.of(LoggedDecisions.of(record)).text());
                        screen.say("  now: " + text(replay.answer()));
                    }
                }
                progress.to(reader.readBytes());
                return true;
            });
        }
        final long different = outcomes.getOrDefault(DecisionReplay.Outcome.DIFFERENT, 0L);
        screen.say(String.format(
                Locale.ROOT,
                "%,d decisions came out the same, %,d differently.",
                outcomes.getOrDefault(DecisionReplay.Outcome.SAME, 0L),
                different));
        final long erased = outcomes.getOrDefault(DecisionReplay.Outcome.ERASED, 0L);
        if (erased > 0) {
            screen.say(String.format(
                    Locale.ROOT, "%,d more came out differently because their customers were erased.", erased));
        }
        return different > 0 ? ExitCode.FAILED : StoredPast.health(reader).tell(screen);
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
}
