package io.kairoute.ctl;

import io.kairoute.ctl.access.Surroundings;
import io.kairoute.ctl.audit.AuditCommand;
import io.kairoute.ctl.context.ContextCommand;
import io.kairoute.ctl.decisions.DecisionsCommand;
import io.kairoute.ctl.help.HelpCommand;
import io.kairoute.ctl.occasions.OccasionsCommand;
import io.kairoute.ctl.queues.QueuesCommand;
import io.kairoute.ctl.route.RouteCommand;
import io.kairoute.ctl.segments.SegmentsCommand;
import io.kairoute.ctl.status.StatusCommand;
import io.kairoute.ctl.status.VersionCommand;
import io.kairoute.ctl.switches.SwitchCommand;
import io.kairoute.ctl.table.TableCommand;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.node.backup.BackupCommand;
import io.kairoute.node.backup.RestoreCommand;
import io.kairoute.node.completion.CompletionCommand;
import io.kairoute.node.config.ConfigCommand;
import io.kairoute.node.demo.DemoCommand;
import io.kairoute.node.key.KeyCommand;
import io.kairoute.node.replay.ReplayCommand;
import io.kairoute.node.serve.ServeCommand;
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

    private Commands(final Screen screen, final Surroundings around) {
        this.screen = screen;
        this.around = around;
    }

    /** The command that is asked for, or all of them. */
    static Map<String, CommandLine> of(final Screen screen, final Surroundings around, final String... arguments) {
        final Map<String, Supplier<CommandLine>> all = new Commands(screen, around).all();
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
        commands.put("serve", () -> ServeCommand.of(screen));
        commands.put("demo", () -> DemoCommand.of(screen));
        commands.put("route", () -> RouteCommand.of(screen));
        commands.put("replay", () -> ReplayCommand.of(screen));
        commands.put("status", () -> StatusCommand.of(screen));
        commands.put("table", () -> TableCommand.of(screen));
        commands.put("segments", () -> SegmentsCommand.of(screen));
        commands.put("occasions", () -> OccasionsCommand.of(screen));
        commands.put("queues", () -> QueuesCommand.of(screen));
        commands.put("switch", () -> SwitchCommand.of(screen));
        commands.put("decisions", () -> DecisionsCommand.of(screen));
        commands.put("audit", () -> AuditCommand.of(screen));
        commands.put("backup", () -> BackupCommand.of(screen));
        commands.put("restore", () -> RestoreCommand.of(screen));
        commands.put("key", () -> KeyCommand.of(screen));
        commands.put("config", () -> ConfigCommand.of(screen));
        commands.put("context", () -> ContextCommand.of(screen, around));
        commands.put("completion", () -> CompletionCommand.of(screen));
        commands.put("version", () -> VersionCommand.of(screen));
        commands.put("help", () -> HelpCommand.of(screen));
        return commands;
    }
}
