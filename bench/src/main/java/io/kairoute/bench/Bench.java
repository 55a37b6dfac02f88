package io.kairoute.bench;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.Sentence;
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

/** The entry of the benchmarks: finds the command, and turns whatever goes wrong into one sentence and an exit code. */
@Command(
        name = "kairoute bench",
        description = "Measures Kairoute, beside everything that one would pick instead.",
        mixinStandardHelpOptions = true,
        version = "kairoute bench",
        scope = ScopeType.INHERIT,
        usageHelpWidth = 100,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND")
public final class Bench implements Runnable {
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
        return new CommandLine(new Bench())
                .addSubcommand(new MicroCommand())
                .addSubcommand(new TurnsCommand(screen))
                .addSubcommand(new TenantsCommand(screen))
                .addSubcommand(new CapacityCommand(screen))
                .addSubcommand(new RivalsCommand(screen))
                .addSubcommand(new LoadCommand(screen))
                .addSubcommand(new ReportCommand(screen))
                .setColorScheme(CommandLine.Help.defaultColorScheme(screen.coloured() ? Ansi.ON : Ansi.OFF))
                .setOut(new PrintWriter(screen.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(screen.err(), true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setParameterExceptionHandler((e, given) -> misunderstood(e, screen))
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
        if (e instanceof Refusal) {
            screen.err().println(screen.bad(Sentence.of(String.valueOf(e.getMessage()))));
        } else {
            screen.err().println(screen.bad("Unexpected: " + e));
            e.printStackTrace(screen.err());
        }
        return ExitCode.FAILED;
    }
}
