package io.kairoute.ctl.help;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** Commands as lists of commands show them: a name with a line about it, made without their options. */
public final class Listed {
    private Listed() {}

    /** A command that a class is. */
    public static CommandLine of(final Class<?> command) {
        final Command about = command.getAnnotation(Command.class);
        return of(about.name(), about.description());
    }

    /** A command of which name and description are known. */
    public static CommandLine of(final String name, final String... description) {
        final CommandSpec spec = CommandSpec.create().name(name);
        spec.usageMessage().description(description);
        return new CommandLine(spec);
    }
}
