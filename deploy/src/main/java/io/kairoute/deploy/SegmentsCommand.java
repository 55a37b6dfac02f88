package io.kairoute.deploy;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with segment sets. */
@Command(name = "segments", description = "What can be done with segment sets.", synopsisSubcommandLabel = "COMMAND")
final class SegmentsCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(
                    spec.commandLine(), "Which one: kairoute segments import FILE.csv --mapping ... --data-dir ...");
        }
    }
}
