package io.kairoute.node.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Makes a script by which fish completes commands and options, each with what its help says.
 *
 * <p>fish wants a line for each word, with a condition under which it is offered. The condition here is which command was typed so
 * far: the script walks the words of the line, and keeps those that lead from command to command.
 *
 * <p>Thread-confined: owned by the command that makes it.
 */
final class FishScript {
    private static final Set<String> OF_FILES = Set.of("FILE", "DIR", "MAPPING");
    private static final int LONGEST_DESCRIPTION = 100;

    private final String name;
    private final List<String> commands = new ArrayList<>();
    private final StringBuilder lines = new StringBuilder();

    private FishScript(final String name) {
        this.name = name;
    }

    /** The script of a command line that knows all its commands. */
    static String of(final String name, final CommandLine root) {
        final FishScript script = new FishScript(name);
        script.add("", root);
        return script.text();
    }

    private String text() {
        return """
                # Completes %1$s in fish. Made by: %1$s completion fish

                set -g __%1$s_commands %2$s

                # The command that was typed so far, without options and what is no command.
                function __%1$s_typed
                    set -l typed
                    for word in (commandline -opc)[2..-1]
                        set -l longer (string join -- ' ' $typed $word)
                        contains -- "$longer" $__%1$s_commands; and set typed $typed $word
                    end
                    echo "$typed"
                end

                function __%1$s_at
                    set -l typed (__%1$s_typed)
                    test "$typed" = "$argv"
                end

                complete -c %1$s -f
                """.formatted(
                        name,
                        String.join(
                                " ", commands.stream().map(FishScript::quoted).toList()))
                + lines;
    }

    private void add(final String path, final CommandLine line) {
        line.getSubcommands().forEach((word, below) -> {
            final String longer = (path + " " + word).strip();
            commands.add(longer);
            begin(path).append(" -a ").append(quoted(word));
            describe(below.getCommandSpec().usageMessage().description());
        });
        for (final OptionSpec option : line.getCommandSpec().options()) {
            if (!option.hidden()) {
                add(path, option);
            }
        }
        for (final PositionalParamSpec word : line.getCommandSpec().positionalParameters()) {
            add(path, word);
        }
        line.getSubcommands().forEach((word, below) -> add((path + " " + word).strip(), below));
    }

    private void add(final String path, final OptionSpec option) {
        begin(path);
        for (final String typed : option.names()) {
            lines.append(typed.startsWith("--") ? " -l " : " -s ").append(typed.replaceFirst("^--?", ""));
        }
        if (option.arity().max() > 0) {
            lines.append(isOfFiles(option) ? " -r -F" : " -x");
            offer(option);
        }
        describe(option.description());
    }

    private void add(final String path, final PositionalParamSpec word) {
        if (isOfFiles(word)) {
            begin(path).append(" -F\n");
        } else if (word.type().isEnum()) {
            begin(path);
            offer(word);
            lines.append('\n');
        }
    }

    private StringBuilder begin(final String path) {
        return lines.append("complete -c ")
                .append(name)
                .append(" -n ")
                .append(quoted(("__" + name + "_at " + path).strip()));
    }

    private void offer(final ArgSpec argument) {
        final List<String> words = new ArrayList<>();
        if (argument.completionCandidates() != null) {
            argument.completionCandidates().forEach(words::add);
        } else if (argument.type().isEnum()) {
            for (final Object constant : argument.type().getEnumConstants()) {
                words.add(constant.toString());
            }
        }
        if (!words.isEmpty()) {
            lines.append(" -a ").append(quoted(String.join(" ", words).toLowerCase(Locale.ROOT)));
        }
    }

    private void describe(final String... description) {
        final String first = description.length == 0 ? "" : firstSentence(description[0]);
        if (!first.isEmpty()) {
            lines.append(" -d ").append(quoted(first));
        }
        lines.append('\n');
    }

    private static boolean isOfFiles(final ArgSpec argument) {
        return OF_FILES.contains(argument.paramLabel());
    }

    // Beside the word there is room for one line.
    private static String firstSentence(final String description) {
        final int end = description.indexOf(". ");
        final String sentence = (end < 0 ? description : description.substring(0, end)).replaceFirst("\\.$", "");
        return sentence.length() <= LONGEST_DESCRIPTION
                ? sentence
                : sentence.substring(0, sentence.lastIndexOf(' ', LONGEST_DESCRIPTION)) + " ...";
    }

    private static String quoted(final String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
