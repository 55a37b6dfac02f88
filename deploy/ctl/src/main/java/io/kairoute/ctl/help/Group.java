package io.kairoute.ctl.help;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What a command is that only holds others. */
public final class Group {
    private Group() {}

    /** The same group with its commands in an order: those that are named come first, the others as they are. */
    public static CommandLine ordered(final CommandLine group, final String... first) {
        // Methods come in the order of the JVM, which is none.
        final CommandSpec spec = group.getCommandSpec();
        final Map<String, CommandLine> all = new LinkedHashMap<>();
        for (final String name : first) {
            final CommandLine one = spec.subcommands().get(name);
            if (one != null) {
                all.put(name, one);
            }
        }
        spec.subcommands().forEach(all::putIfAbsent);
        List.copyOf(spec.subcommands().keySet()).forEach(spec::removeSubcommand);
        all.forEach(spec::addSubcommand);
        return group;
    }

    /** Tells which commands there are. */
    public static void ask(final @Nullable CommandSpec spec) {
        if (spec != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Which one: " + spec.qualifiedName() + " "
                            + String.join("|", spec.subcommands().keySet()));
        }
    }
}
