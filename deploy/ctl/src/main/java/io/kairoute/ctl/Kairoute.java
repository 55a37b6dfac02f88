package io.kairoute.ctl;

import io.kairoute.ctl.access.Surrounded;
import io.kairoute.ctl.access.Surroundings;
import io.kairoute.ctl.offline.InsightCommand;
import io.kairoute.ctl.offline.InsightPart;
import io.kairoute.ctl.offline.NodeCommand;
import io.kairoute.ctl.offline.NodePart;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.status.VersionText;
import io.kairoute.ctl.terminal.Screen;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The entry of the command line: finds the command, and turns whatever goes wrong into one sentence and an exit code. */
@Command(
        name = "kairoute",
        description = "Routes contacts: the occasion sets what happens now, the segment sets who gets what over time.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND")
public final class Kairoute implements Runnable {
    private static final String[] FOOTER = {
        "  0  done",
        "  1  something could not be done, or was found wrong; one sentence says what",
        "  2  the command was not understood, or lacks something",
        "  3 to 8, 141  kairoute help exit-codes says which",
        "",
        "Of one command: kairoute COMMAND --help. Of variables: kairoute help environment.",
        "Of the launcher alone: kairoute bench (the benchmarks), kairoute archive (faster starts, once",
        "where it is installed)."
    };
    private static final int LEAST_HELP_WIDTH = 80;
    private static final int MOST_HELP_WIDTH = 100;

    @Spec
    private @Nullable CommandSpec spec;

    /** Runs the command line. */
    public static void main(final String[] arguments) {
        // Before the first logger: it would write the time in the digits and the calendar of the machine's language.
        Locale.setDefault(Locale.ROOT);
        final int code = run(Screen.ofProcess(), Surroundings.ofProcess(), arguments);
        if (code != ExitCode.DONE) {
            System.exit(code); // allowed: the shell reads the code
        }
    }

    /** Runs one command to its end, and gives its exit code; throws nothing. */
    public static int run(final Screen screen, final Surroundings around, final String... arguments) {
        return Delivery.check(screen, execute(screen, around, NodePart.find(), arguments));
    }

    private static int execute(
            final Screen screen, final Surroundings around, final NodePart part, final String... arguments) {
        try {
            refuseCutArguments(arguments);
            NodeCommand.typed(arguments).ifPresent(part::need);
            InsightCommand.typed(arguments).ifPresent(InsightPart::need);
            final CommandLine line = commandLine(screen, around, part, arguments);
            final int code = line.execute(arguments);
            line.getOut().flush();
            return code;
        } catch (final Exception | LinkageError | OutOfMemoryError e) {
            return new Failures(screen, part).failed(e, arguments);
        }
    }

    // The JVM reads arguments by the locale, and puts this sign where a byte is none of its letters.
    private static void refuseCutArguments(final String... arguments) {
        for (final String argument : arguments) {
            if (argument.indexOf('\uFFFD') >= 0) {
                throw new Refusal(
                        ExitCode.USAGE,
                        "The argument \"" + argument
                                + "\" is no text of this locale; set LC_ALL=C.UTF-8, as the launcher does.");
            }
        }
    }

    /**
     * The command line of one screen, with the command that is typed, or a list of all of them where none is: to make each of them
     * takes longer than to start a node.
     */
    public static CommandLine commandLine(
            final Screen screen, final Surroundings around, final NodePart part, final String... arguments) {
        final CommandLine line = new CommandLine(new Kairoute());
        final Failures failures = new Failures(screen, part);
        new Commands(screen, around, part).of(arguments).forEach(line::addSubcommand);
        line.getSubcommands().values().forEach(Usages::shape);
        // Here, since what an annotation says of the root every command below it would say, too.
        line.getCommandSpec().usageMessage().footerHeading("%nExit codes:%n").footer(FOOTER);
        final Ansi ansi = screen.coloured() ? Ansi.ON : Ansi.OFF;
        return line.setHelpFactory(HelpText::new)
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
                .setOut(new PrintWriter(screen.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(screen.err(), true, StandardCharsets.UTF_8))
                .setUsageHelpWidth(Math.max(LEAST_HELP_WIDTH, Math.min(MOST_HELP_WIDTH, screen.width())))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setParameterExceptionHandler(failures::misunderstood)
                .setExecutionExceptionHandler((e, command, parsed) -> failures.failed(e, arguments))
                .setExecutionStrategy(parsed -> {
                    for (ParseResult one = parsed; one != null; one = one.subcommand()) {
                        GivenTwice.refuse(one);
                        surround(one.commandSpec(), around);
                    }
                    return new CommandLine.RunLast().execute(parsed);
                });
    }

    private static void surround(final CommandSpec spec, final Surroundings around) {
        for (final CommandSpec mixin : spec.mixins().values()) {
            if (mixin.userObject() instanceof Surrounded surrounded) {
                surrounded.surround(around);
            }
            surround(mixin, around);
        }
    }

    /** Nothing was asked: shows what can be asked. */
    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }
}
