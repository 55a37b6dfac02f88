package io.kairoute.deploy;

import io.kairoute.deploy.terminal.Screen;
import io.kairoute.deploy.terminal.Sentence;
import io.kairoute.gateway.config.ConfigException;
import io.kairoute.gateway.imports.ImportException;
import io.kairoute.gateway.node.StartException;
import io.kairoute.router.store.StoreException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The entry of the command line: finds the command, and turns whatever goes wrong into one sentence and an exit code. */
@Command(
        name = "kairoute",
        description = "Routes contacts: the occasion sets what happens now, the segment sets who gets what over time.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        scope = ScopeType.INHERIT,
        usageHelpWidth = 100,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  done",
            "  1  something could not be done, or was found wrong; one sentence says what",
            "  2  the command was not understood"
        })
public final class Kairoute implements Runnable {
    /** Set to anything, it shows where an error came from. */
    static final String TRACE_VARIABLE = "KAIROUTE_TRACE";

    private static final String LOCK_TIMEOUT = "net.openhft.chronicle.map.lockTimeoutSeconds";

    @Spec
    private @Nullable CommandSpec spec;

    /** Runs the command line. */
    public static void main(final String[] arguments) {
        // Before the first logger: it would write the time in the digits and the calendar of the machine's language.
        Locale.setDefault(Locale.ROOT);
        shortenLockWaits();
        final int code = commandLine(Screen.ofProcess(), arguments).execute(arguments);
        if (code != ExitCode.DONE) {
            System.exit(code); // allowed: the shell reads the code
        }
    }

    // Before Chronicle is loaded: it waits a minute for a lock, far too long for an event loop, and has one time for
    // all maps of
    // a process. Whoever sets another one on the command line keeps it.
    static void shortenLockWaits() {
        if (System.getProperty(LOCK_TIMEOUT) == null) {
            System.setProperty(LOCK_TIMEOUT, "1");
        }
    }

    /**
     * The command line of one screen, with the command that is asked for, or with all of them where none is: making each of
     * them takes longer than to start a node.
     */
    static CommandLine commandLine(final Screen screen, final String... arguments) {
        final Map<String, Supplier<CommandLine>> commands = commands(screen);
        final CommandLine line = new CommandLine(new Kairoute());
        if (arguments.length > 0 && commands.containsKey(arguments[0])) {
            commands.keySet().retainAll(Set.of(arguments[0]));
        }
        commands.values().forEach(command -> line.addSubcommand(command.get()));
        final Ansi ansi = screen.coloured() ? Ansi.ON : Ansi.OFF;
        return line.setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
                .setOut(new PrintWriter(screen.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(screen.err(), true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setParameterExceptionHandler((e, given) -> misunderstood(e, screen))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e, screen));
    }

    // In the order of the help.
    private static Map<String, Supplier<CommandLine>> commands(final Screen screen) {
        final Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
        commands.put("serve", () -> new CommandLine(new ServeCommand(screen)));
        commands.put("table", () -> new CommandLine(new TableCommand(screen))
                .addSubcommand(new TableCheckCommand(screen))
                .addSubcommand(new TableConvertCommand(screen))
                .addSubcommand(new TableSchemaCommand(screen))
                .addSubcommand(new TableSimulateCommand(screen))
                .addSubcommand(new TableMatrixCommand(screen))
                .addSubcommand(new TableDraftCommand(screen))
                .addSubcommand(new TableDraftListCommand(screen))
                .addSubcommand(new TableApproveCommand(screen))
                .addSubcommand(new TableScheduleCommand(screen)));
        commands.put("segments", () -> new CommandLine(new SegmentsCommand(screen))
                .addSubcommand(new SegmentsImportCommand(screen)));
        commands.put("occasions", () -> new CommandLine(new OccasionsCommand(screen)));
        commands.put("queues", () -> new CommandLine(new QueuesCommand(screen)));
        commands.put("switch", () -> new CommandLine(new SwitchCommand(screen)));
        commands.put("audit", () -> new CommandLine(new AuditCommand(screen)));
        commands.put("decisions", () -> new CommandLine(new DecisionsCommand(screen)));
        commands.put("backup", () -> new CommandLine(new BackupCommand(screen)));
        commands.put("restore", () -> new CommandLine(new RestoreCommand(screen)));
        commands.put("key", () -> new CommandLine(new KeyCommand()).addSubcommand(new KeyNewCommand(screen)));
        commands.put("route", () -> new CommandLine(new RouteCommand(screen)));
        commands.put("replay", () -> new CommandLine(new ReplayCommand(screen)));
        commands.put("demo", () -> new CommandLine(new DemoCommand(screen)));
        return commands;
    }

    /** Nothing was asked: shows what can be asked. */
    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }

    private static int misunderstood(final ParameterException e, final Screen screen) {
        screen.err().println(Sentence.of(String.valueOf(e.getMessage())));
        screen.err()
                .println("Try: "
                        + screen.typed(e.getCommandLine().getCommandSpec().qualifiedName() + " --help"));
        return ExitCode.USAGE;
    }

    private static int failed(final Exception e, final Screen screen) {
        if (isForPeople(e)) {
            screen.err().println(screen.bad(Sentence.of(String.valueOf(e.getMessage()))));
        } else {
            screen.err()
                    .println(screen.bad("Unexpected: " + e + ". Set " + TRACE_VARIABLE
                            + "=1 to see where, and report it, please."));
        }
        if (System.getenv(TRACE_VARIABLE) != null) {
            e.printStackTrace(screen.err());
        }
        return ExitCode.FAILED;
    }

    // These say in one sentence what is wrong, where, and what to do.
    private static boolean isForPeople(final Exception e) {
        return e instanceof Refusal
                || e instanceof StoreException
                || e instanceof ImportException
                || e instanceof StartException
                || e instanceof ConfigException;
    }
}
