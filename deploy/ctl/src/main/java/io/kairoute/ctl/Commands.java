package io.kairoute.ctl;

import io.kairoute.ctl.access.Surroundings;
import io.kairoute.ctl.audit.AuditCommand;
import io.kairoute.ctl.context.ContextCommand;
import io.kairoute.ctl.decisions.DecisionsCommand;
import io.kairoute.ctl.help.HelpCommand;
import io.kairoute.ctl.occasions.OccasionsCommand;
import io.kairoute.ctl.offline.NodeCommand;
import io.kairoute.ctl.offline.NodePart;
import io.kairoute.ctl.queues.QueuesCommand;
import io.kairoute.ctl.route.RouteCommand;
import io.kairoute.ctl.segments.SegmentsCommand;
import io.kairoute.ctl.status.StatusCommand;
import io.kairoute.ctl.status.VersionCommand;
import io.kairoute.ctl.switches.SwitchCommand;
import io.kairoute.ctl.table.TableCommand;
import io.kairoute.ctl.terminal.Screen;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Every command, in the order of the help. */
final class Commands {
    // They tell of all the others.
    private static final Set<String> TELLING = Set.of("help", "completion");

    private final Screen screen;
    private final Surroundings around;
    private final NodePart part;

    Commands(final Screen screen, final Surroundings around, final NodePart part) {
        this.screen = screen;
        this.around = around;
        this.part = part;
    }

    /** The command that is asked for, or all of them. */
    Map<String, CommandLine> of(final String... arguments) {
        final Map<String, Supplier<CommandLine>> all = all();
        final Map<String, CommandLine> made = new LinkedHashMap<>();
        final boolean isOne = arguments.length > 0 && all.containsKey(arguments[0]) && !TELLING.contains(arguments[0]);
        all.forEach((name, command) -> {
            if (!isOne || name.equals(arguments[0])) {
                made.put(name, command.get());
            }
        });
        return made;
    }

    private Map<String, Supplier<CommandLine>> all() {
        final Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
        commands.put("serve", () -> part.command(NodeCommand.SERVE, screen));
        commands.put("demo", () -> part.command(NodeCommand.DEMO, screen));
        commands.put("route", () -> RouteCommand.of(screen));
        commands.put("replay", () -> part.command(NodeCommand.REPLAY, screen));
        commands.put("status", () -> StatusCommand.of(screen));
        commands.put("table", () -> TableCommand.of(screen, part));
        commands.put("segments", () -> SegmentsCommand.of(screen, part.offline()));
        commands.put("occasions", () -> OccasionsCommand.of(screen));
        commands.put("queues", () -> QueuesCommand.of(screen));
        commands.put("switch", () -> SwitchCommand.of(screen));
        commands.put("decisions", () -> DecisionsCommand.of(screen, part));
        commands.put("audit", () -> AuditCommand.of(screen, part));
        commands.put("backup", () -> part.command(NodeCommand.BACKUP, screen));
        commands.put("restore", () -> part.command(NodeCommand.RESTORE, screen));
        commands.put("key", () -> part.command(NodeCommand.KEY, screen));
        commands.put("config", () -> part.command(NodeCommand.CONFIG, screen));
        commands.put("context", () -> ContextCommand.of(screen, around));
        commands.put("completion", () -> part.command(NodeCommand.COMPLETION, screen));
        commands.put("version", () -> VersionCommand.of(screen));
        commands.put("help", () -> HelpCommand.of(screen));
        return commands;
    }
}
