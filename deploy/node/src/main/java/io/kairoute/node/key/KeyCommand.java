package io.kairoute.node.key;

import io.kairoute.ctl.help.Group;
import io.kairoute.ctl.offline.NodeCommand;
import io.kairoute.ctl.terminal.Screen;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What can be done with API keys. */
@Command(name = "key", description = NodeCommand.Description.KEY, synopsisSubcommandLabel = "COMMAND")
public final class KeyCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    /** The command, and those below it. */
    public static CommandLine of(final Screen screen) {
        return new CommandLine(new KeyCommand()).addSubcommand(new KeyNewCommand(screen));
    }

    @Override
    public void run() {
        Group.ask(spec);
    }
}
