package io.kairoute.ctl;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Refuses a name that an option gives two values, of which the parser would take the last without a word. */
final class GivenTwice {
    private GivenTwice() {}

    /** Returns where no name is given twice. */
    static void refuse(final ParseResult parsed) {
        for (final OptionSpec option : parsed.matchedOptions()) {
            if (Map.class.isAssignableFrom(option.type())) {
                refuse(option, parsed.commandSpec().commandLine());
            }
        }
    }

    private static void refuse(final OptionSpec option, final CommandLine command) {
        final Set<String> names = new HashSet<>();
        for (final String pair : option.originalStringValues()) {
            final String name = pair.substring(0, Math.max(0, pair.indexOf('=')));
            if (!names.add(name)) {
                throw new ParameterException(
                        command, option.longestName() + ": " + name + " is given twice; give it once.");
            }
        }
    }
}
