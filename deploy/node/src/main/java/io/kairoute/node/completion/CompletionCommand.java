package io.kairoute.node.completion;

import io.kairoute.ctl.offline.NodeCommand;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.terminal.Screen;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete commands and options. */
@Command(
        name = "completion",
        description = NodeCommand.Description.COMPLETION,
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(kairoute completion bash)",
            "  kairoute completion bash > /etc/bash_completion.d/kairoute",
            "  source <(kairoute completion zsh)"
        })
public final class CompletionCommand implements Callable<Integer> {
    /** The shells that can be helped. */
    enum Shell {
        BASH,
        ZSH
    }

    private final Screen screen;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    @SuppressWarnings(
            "UnusedVariable") // one script serves both; that it must be one of them is the command line's to check
    private Shell shell = Shell.BASH;

    /** The command. */
    public static CommandLine of(final Screen screen) {
        return new CommandLine(new CompletionCommand(screen));
    }

    CompletionCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        if (spec != null) {
            // The script looks by itself which of the shells reads it.
            screen.out().print(AutoComplete.bash("kairoute", spec.root().commandLine()));
        }
        return ExitCode.DONE;
    }
}
