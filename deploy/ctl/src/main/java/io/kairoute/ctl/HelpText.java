package io.kairoute.ctl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The help of a command, in the order in which it is read: what has to be typed, then what is the command's own, and last which node is
 * asked and how, which is the same everywhere. The first page has its commands by what somebody wants to do.
 */
final class HelpText extends Help {
    private static final String CONTEXT = "--context";
    private static final Set<String> WAY = Set.of(
            "--target", "--tenant", CONTEXT, "--api-key-file", "--token-file", "--tls", "--ca", "--cert", "--key");

    /**
     * Commands that belong together.
     *
     * @param title what somebody wants to do
     * @param commands their names
     */
    private record Section(String title, List<String> commands) {}

    private static final List<Section> SECTIONS = List.of(
            new Section(
                    "Run a node", List.of("serve", "demo", "config", "key", "doctor", "capacity", "backup", "restore")),
            new Section("Ask it", List.of("route", "replay", "status")),
            new Section("Change what it does", List.of("table", "segments", "occasions", "queues", "switch")),
            new Section("Look back", List.of("decisions", "outcomes", "audit", "stats")),
            new Section("The command line", List.of("context", "completion", "version", "help")));

    /** The help of a command. */
    HelpText(final CommandSpec spec, final ColorScheme colours) {
        super(spec, colours);
    }

    @Override
    public String abbreviatedSynopsis() {
        final String required = commandSpec().options().stream()
                .filter(OptionSpec::required)
                .map(option -> " " + option.longestName() + "=" + option.paramLabel())
                .collect(Collectors.joining());
        return super.abbreviatedSynopsis().replaceFirst(" \\[OPTIONS]", required + " [OPTIONS]");
    }

    @Override
    public String optionList() {
        if (commandSpec().findOption(CONTEXT) == null) {
            return super.optionList();
        }
        final Map<Boolean, List<OptionSpec>> options = commandSpec().options().stream()
                .collect(Collectors.partitioningBy(option -> WAY.contains(option.longestName())));
        return listed(options.getOrDefault(false, List.of()))
                + String.format("%nWhich node, and the way in:%n")
                + listed(options.getOrDefault(true, List.of()));
    }

    private String listed(final List<OptionSpec> options) {
        return optionListExcludingGroups(options, createDefaultLayout(), null, parameterLabelRenderer());
    }

    @Override
    public String commandListHeading(final Object... parameters) {
        return isRoot() ? "" : super.commandListHeading(parameters);
    }

    @Override
    public String commandList() {
        if (!isRoot()) {
            return super.commandList();
        }
        final StringBuilder text = new StringBuilder();
        for (final Section section : SECTIONS) {
            text.append(String.format("%n%s:%n", section.title())).append(commandList(only(section.commands())));
        }
        return text.toString();
    }

    private Map<String, Help> only(final List<String> names) {
        final Map<String, Help> only = new LinkedHashMap<>();
        names.stream()
                .filter(subcommands()::containsKey)
                .forEach(name -> only.put(name, subcommands().get(name)));
        return only;
    }

    private boolean isRoot() {
        return commandSpec().parent() == null;
    }
}
