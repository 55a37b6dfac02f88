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
            "  source <(kairoute completion zsh)",
            "  kairoute completion fish > ~/.config/fish/completions/kairoute.fish"
        })
public final class CompletionCommand implements Callable<Integer> {
    private static final String NAME = "kairoute";

    /** The shells that can be helped. */
    enum Shell {
        BASH,
        ZSH,
        FISH
    }

    private final Screen screen;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
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
            screen.out().print(script(spec.root().commandLine()));
        }
        return ExitCode.DONE;
    }

    private String script(final CommandLine root) {
        return switch (shell) {
            // One script serves both: it looks by itself which of them reads it.
            case BASH, ZSH -> AutoComplete.bash(NAME, root);
            case FISH -> FishScript.of(NAME, root);
        };
    }
}
