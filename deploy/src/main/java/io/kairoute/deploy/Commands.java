package io.kairoute.deploy;

import io.kairoute.deploy.access.Surroundings;
import io.kairoute.deploy.terminal.Screen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

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
        commands.put("serve", () -> new CommandLine(new ServeCommand(screen)));
        commands.put("demo", () -> new CommandLine(new DemoCommand(screen)));
        commands.put("route", () -> new CommandLine(new RouteCommand(screen)));
        commands.put("replay", () -> new CommandLine(new ReplayCommand(screen)));
        commands.put("status", () -> new CommandLine(new StatusCommand(screen)));
        commands.put("table", this::table);
        commands.put("segments", this::segments);
        commands.put(
                "occasions",
                () -> ordered(
                        new CommandLine(new OccasionsCommand(screen)),
                        "list",
                        "declare",
                        "preview",
                        "extend",
                        "resolve",
                        "watch"));
        commands.put(
                "queues",
                () -> ordered(new CommandLine(new QueuesCommand(screen)), "list", "override", "clear", "report"));
        commands.put("switch", () -> new CommandLine(new SwitchCommand(screen)));
        commands.put(
                "decisions", () -> ordered(new CommandLine(new DecisionsCommand(screen)), "tail", "export", "replay"));
        commands.put("audit", () -> ordered(new CommandLine(new AuditCommand(screen)), "list", "head", "verify"));
        commands.put("backup", () -> new CommandLine(new BackupCommand(screen)));
        commands.put("restore", () -> new CommandLine(new RestoreCommand(screen)));
        commands.put("key", () -> new CommandLine(new KeyCommand()).addSubcommand(new KeyNewCommand(screen)));
        commands.put("config", () -> ordered(new CommandLine(new ConfigCommand(screen)), "list", "explain", "check"));
        commands.put(
                "context",
                () -> ordered(new CommandLine(new ContextCommand(screen, around)), "list", "use", "set", "remove"));
        commands.put("completion", () -> new CommandLine(new CompletionCommand(screen)));
        commands.put("version", () -> new CommandLine(new VersionCommand(screen)));
        commands.put("help", () -> new CommandLine(new HelpCommand(screen)));
        return commands;
    }

    private CommandLine table() {
        final CommandLine table = new CommandLine(new TableCommand(screen));
        List.of(
                        new TableExportCommand(screen),
                        new TableCheckCommand(screen),
                        new TableTryCommand(screen),
                        new TableSimulateCommand(screen),
                        new TablePublishCommand(screen),
                        new TableRollbackCommand(screen),
                        new TableMatrixCommand(screen),
                        new TableConvertCommand(screen),
                        new TableSchemaCommand(screen))
                .forEach(table::addSubcommand);
        table.addSubcommand(draft());
        return ordered(
                table,
                "list",
                "export",
                "check",
                "validate",
                "diff",
                "try",
                "simulate",
                "publish",
                "rollback",
                "draft",
                "matrix");
    }

    private CommandLine draft() {
        final CommandLine draft = new CommandLine(new TableDraftCommand(screen));
        draft.addSubcommand(new TableDraftSaveCommand(screen));
        draft.addSubcommand(new TableDraftScheduleCommand(screen));
        return ordered(draft, "list", "show", "save", "approve", "schedule", "unschedule", "delete");
    }

    private CommandLine segments() {
        final CommandLine segments = new CommandLine(new SegmentsCommand(screen));
        segments.addSubcommand(new SegmentsImportCommand(screen));
        segments.addSubcommand(new SegmentsUpsertCommand(screen));
        segments.addSubcommand(new SegmentsEraseCommand(screen));
        return ordered(segments, "list", "stats", "import", "activate", "rollback", "get", "upsert", "delete", "erase");
    }

    // Methods come in the order of the JVM, which is none: those that are named come first, in that order.
    private static CommandLine ordered(final CommandLine group, final String... first) {
        final CommandSpec spec = group.getCommandSpec();
        final Map<String, CommandLine> all = new LinkedHashMap<>();
        for (final String name : first) {
            final CommandLine one = spec.subcommands().get(name);
            if (one != null) {
                all.put(name, one);
            }
        }
        spec.subcommands().forEach(all::putIfAbsent);
        List.copyOf(spec.subcommands().keySet()).forEach(spec::removeSubcommand);
        all.forEach(spec::addSubcommand);
        return group;
    }
}
