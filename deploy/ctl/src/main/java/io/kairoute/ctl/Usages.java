package io.kairoute.ctl;

import java.util.Arrays;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Gives the help of every command the same shape. */
final class Usages {
    private static final int MOST_IN_SYNOPSIS = 6;
    private static final String EXAMPLES = "%nExamples:%n";

    private Usages() {}

    /** Shapes the help of a command and of all below it. */
    static void shape(final CommandLine command) {
        final CommandSpec spec = command.getCommandSpec();
        // Twenty options in a row are read by nobody; what must be given is marked in the list.
        spec.usageMessage().abbreviateSynopsis(spec.options().size() > MOST_IN_SYNOPSIS);
        spec.usageMessage().requiredOptionMarker('*');
        for (final Map.Entry<String, CommandLine> below :
                command.getSubcommands().entrySet()) {
            shape(below.getValue());
            showExamples(spec, below.getValue().getCommandSpec());
        }
    }

    // A group shows examples of what is below it; each of those shows its own.
    private static void showExamples(final CommandSpec group, final CommandSpec command) {
        final UsageMessageSpec usage = command.usageMessage();
        if (usage.footer().length > 0 || !command.subcommands().isEmpty()) {
            return;
        }
        final String words = "  " + command.qualifiedName();
        final String[] own = Arrays.stream(group.usageMessage().footer())
                .filter(line -> line.equals(words) || line.startsWith(words + " "))
                .toArray(String[]::new);
        if (own.length > 0) {
            usage.footerHeading(EXAMPLES).footer(own);
        }
    }
}
