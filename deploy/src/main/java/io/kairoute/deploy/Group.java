package io.kairoute.deploy;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What a command says that only holds others. */
final class Group {
    private Group() {}

    /** Tells which commands there are. */
    static void ask(final @Nullable CommandSpec spec) {
        if (spec != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Which one: " + spec.qualifiedName() + " "
                            + String.join("|", spec.subcommands().keySet()));
        }
    }
}
