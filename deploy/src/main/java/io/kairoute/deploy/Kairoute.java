package io.kairoute.deploy;

import io.kairoute.deploy.terminal.Screen;
import io.kairoute.deploy.terminal.Sentence;
import io.kairoute.gateway.config.ConfigException;
import io.kairoute.gateway.segments.ImportException;
import io.kairoute.gateway.start.StartException;
import io.kairoute.router.store.StoreException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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

    @Spec
    private @Nullable CommandSpec spec;

    /** Runs the command line. */
    public static void main(final String[] arguments) {
        final int code = commandLine(Screen.ofProcess()).execute(arguments);
        if (code != ExitCode.DONE) {
            System.exit(code); // allowed: the shell reads the code
        }
    }

    /** The command line of one screen. */
    static CommandLine commandLine(final Screen screen) {
        final Ansi ansi = screen.coloured() ? Ansi.ON : Ansi.OFF;
        final CommandLine line = new CommandLine(new Kairoute());
        line.addSubcommand(new ServeCommand(screen));
        line.addSubcommand(new CommandLine(new TableCommand(screen))
                .addSubcommand(new TableCheckCommand(screen))
                .addSubcommand(new TableConvertCommand(screen))
                .addSubcommand(new TableSchemaCommand(screen))
                .addSubcommand(new TableSimulateCommand(screen))
                .addSubcommand(new TableMatrixCommand(screen))
                .addSubcommand(new TableDraftCommand(screen))
                .addSubcommand(new TableDraftListCommand(screen))
                .addSubcommand(new TableApproveCommand(screen))
                .addSubcommand(new TableScheduleCommand(screen)));
        line.addSubcommand(
                new CommandLine(new SegmentsCommand(screen)).addSubcommand(new SegmentsImportCommand(screen)));
        line.addSubcommand(new OccasionsCommand(screen));
        line.addSubcommand(new QueuesCommand(screen));
        line.addSubcommand(new SwitchCommand(screen));
        line.addSubcommand(new AuditCommand(screen));
        line.addSubcommand(new DecisionsCommand(screen));
        line.addSubcommand(new BackupCommand(screen));
        line.addSubcommand(new RestoreCommand(screen));
        line.addSubcommand(new CommandLine(new KeyCommand()).addSubcommand(new KeyNewCommand(screen)));
        line.addSubcommand(new RouteCommand(screen));
        line.addSubcommand(new ReplayCommand(screen));
        line.addSubcommand(new DemoCommand(screen));
        return line.setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
                .setOut(new PrintWriter(screen.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(screen.err(), true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setParameterExceptionHandler((e, arguments) -> misunderstood(e, screen))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e, screen));
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
