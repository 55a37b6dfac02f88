package io.kairoute.ctl.help;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A command that only holds others: those that are wanted, in the order in which they are named. */
public final class Group {
    private final Object command;
    private final Map<String, Supplier<CommandLine>> below = new LinkedHashMap<>();

    /** A group without commands. */
    public Group(final Object command) {
        this.command = command;
    }

    /** Adds methods of the group that are commands, by the names of the commands. */
    public Group methods(final String... names) {
        for (final String name : names) {
            below.put(name, () -> new CommandLine(method(name)));
        }
        return this;
    }

    /** Adds a command. */
    public Group command(final String name, final Supplier<CommandLine> line) {
        below.put(name, line);
        return this;
    }

    /** The group with what is wanted of it. */
    public CommandLine line(final Wanted wanted) {
        final CommandLine line = new CommandLine(command);
        final String alone = wanted.alone(below.keySet());
        below.forEach((name, one) -> {
            if (alone.isEmpty() || name.equals(alone)) {
                line.addSubcommand(name, one.get());
            }
        });
        return line;
    }

    private Method method(final String name) {
        return Arrays.stream(command.getClass().getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Command.class)
                        && method.getAnnotation(Command.class).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(name));
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
