package io.kairoute.ctl.help;

import io.kairoute.ctl.access.Variable;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.TextTable;
import io.kairoute.ctl.terminal.TextTable.Side;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the help of a command, or of a topic. */
@Command(
        name = "help",
        description = "Shows the help of a command, or of a topic: exit-codes, environment.",
        footerHeading = "%nExamples:%n",
        footer = {"  kairoute help table publish", "  kairoute help exit-codes"})
public final class HelpCommand implements Callable<Integer> {
    private static final String EXIT_CODES = "exit-codes";
    private static final String ENVIRONMENT = "environment";

    private final Screen screen;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The command's words, or a topic.")
    private List<String> words = List.of();

    /** The command. */
    public static CommandLine of(final Screen screen) {
        return new CommandLine(new HelpCommand(screen));
    }

    HelpCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        if (words.equals(List.of(EXIT_CODES))) {
            exitCodes();
        } else if (words.equals(List.of(ENVIRONMENT))) {
            environment();
        } else if (spec != null) {
            final CommandLine found = find(spec.root().commandLine());
            found.usage(found.getOut());
        }
        return ExitCode.DONE;
    }

    private CommandLine find(final CommandLine root) {
        CommandLine found = root;
        for (final String word : words) {
            final CommandLine next = found.getSubcommands().get(word);
            if (next == null) {
                throw new Refusal(
                        ExitCode.USAGE,
                        "There is no command " + String.join(" ", words) + "; "
                                + (found.getSubcommands().isEmpty()
                                        ? found.getCommandSpec().qualifiedName() + " has none below it."
                                        : found.getCommandSpec().qualifiedName() + " has "
                                                + String.join(
                                                        ", ",
                                                        found.getSubcommands().keySet())
                                                + "."));
            }
            found = next;
        }
        return found;
    }

    private void exitCodes() {
        screen.say("What a command's exit code says:");
        new TextTable(screen)
                .uncut(true)
                .column("CODE", Side.RIGHT)
                .column("MEANING", Side.LEFT)
                .row(code(ExitCode.DONE), "done")
                .row(code(ExitCode.FAILED), "something could not be done, or was found wrong; one sentence says what")
                .row(code(ExitCode.USAGE), "the command was not understood, or lacks something")
                .row(
                        code(ExitCode.CONFLICT),
                        "the node refuses: things are no longer, or not yet, as the command takes them")
                .row(code(ExitCode.NOT_ALLOWED), "the node does not know you, or you may not do this")
                .row(code(ExitCode.NOT_FOUND), "there is no such thing")
                .row(code(ExitCode.UNREACHABLE), "no node answers there, or not in time; trying again may help")
                .row(code(ExitCode.NOT_WRITTEN), "what was asked for could not be written, as on a full disk")
                .row(code(ExitCode.DOUBTFUL), "nothing is wrong yet, and doctor found what should be looked at")
                .row(code(ExitCode.READER_GONE), "the reader of standard output went away, as head does")
                .row("143", "serve and demo, when they are stopped by SIGTERM in good order")
                .print();
    }

    private void environment() {
        screen.say("Variables of commands that ask a node. Options count before them, the context after them.");
        final TextTable table =
                new TextTable(screen).uncut(true).column("VARIABLE", Side.LEFT).column("MEANING", Side.LEFT);
        for (final Variable variable : Variable.values()) {
            table.row(variable.variableName(), variable.meaning());
        }
        table.row("KAIROUTE_JAVA_OPTS", "options for the JVM, such as -Xmx4g")
                .row("JAVA_HOME", "the JDK to run with, 17 to 25")
                .row("NO_COLOR", "set to anything, no colours")
                .print();
        screen.say("Other variables that begin with KAIROUTE_ configure serve: kairoute config list");
    }

    private static String code(final int code) {
        return String.valueOf(code);
    }
}
