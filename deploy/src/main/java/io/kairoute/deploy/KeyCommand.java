package io.kairoute.deploy;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What can be done with API keys. */
@Command(name = "key", description = "What can be done with API keys.", synopsisSubcommandLabel = "COMMAND")
final class KeyCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        Group.ask(spec);
    }
}
