package io.kairoute.deploy;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with tables. */
@Command(name = "table", description = "What can be done with tables.", synopsisSubcommandLabel = "COMMAND")
final class TableCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "Which one: check, convert or schema?");
        }
    }
}
