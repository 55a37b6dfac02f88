package io.kairoute.ctl;

import io.kairoute.ctl.help.Alike;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what was not understood of a command line, in the words that its help uses; the parser's own words tell of its types.
 *
 * <p>Immutable.
 */
final class Misunderstanding {
    private static final Pattern STARTS_WITH_WORD = Pattern.compile("[A-Z][a-z ]");
    private static final Set<Class<?>> WHOLE = Set.of(int.class, Integer.class, long.class, Long.class);
    private static final Set<Class<?>> NUMBERS = Set.of(double.class, Double.class);
    private static final Set<Class<?>> FLAGS = Set.of(boolean.class, Boolean.class);

    private final ParameterException said;
    private final List<String> typed;

    /**
     * A misunderstanding.
     *
     * @param said what the parser says
     * @param typed what was typed
     */
    Misunderstanding(final ParameterException said, final String... typed) {
        this.said = said;
        this.typed = List.of(typed);
    }

    /** One sentence. */
    String sentence() {
        if (said instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched);
        }
        if (said instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return missing(missing.getMissing());
        }
        if (said instanceof OverwrittenOptionException twice) {
            return name(twice.getOverwritten()) + " is given twice; give it once.";
        }
        return said.getArgSpec() == null ? String.valueOf(said.getMessage()) : bad(said.getArgSpec());
    }

    private static String unknown(final UnmatchedArgumentException e) {
        final String word = e.getUnmatched().isEmpty() ? "" : e.getUnmatched().get(0);
        final CommandSpec spec = e.getCommandLine().getCommandSpec();
        if (word.startsWith("-")) {
            final String option = word.replaceFirst("=.*", "");
            return "There is no option " + option
                    + like(option, spec.optionsMap().keySet());
        }
        return spec.subcommands().isEmpty()
                ? "There is one word too many: " + word + "."
                : "There is no command " + word + like(word, spec.subcommands().keySet());
    }

    private String missing(final List<ArgSpec> missing) {
        final ArgSpec first = missing.get(0);
        if (missing.size() == 1 && isTyped(first)) {
            return name(first) + " stands without its value: " + name(first) + " " + first.paramLabel() + ".";
        }
        final List<String> names =
                missing.stream().map(Misunderstanding::withValue).toList();
        final String last = names.get(names.size() - 1);
        return names.size() == 1
                ? last + " is needed" + meaning(first)
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + last + " are needed.";
    }

    private boolean isTyped(final ArgSpec argument) {
        return argument instanceof OptionSpec option
                && typed.stream().anyMatch(word -> Arrays.asList(option.names()).contains(word));
    }

    // A text of the help may hold variables, which only the help fills in.
    private static String meaning(final ArgSpec argument) {
        final String text = String.join(" ", argument.description());
        return text.isEmpty() || text.contains("%") || text.contains("$")
                ? "."
                : ": " + (STARTS_WITH_WORD.matcher(text).lookingAt() ? lower(text) : text);
    }

    private static String lower(final String text) {
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    private String bad(final ArgSpec argument) {
        final String value = said.getValue();
        final Class<?> type = argument.type().isArray() || Collection.class.isAssignableFrom(argument.type())
                ? argument.auxiliaryTypes()[0]
                : argument.type();
        if (FLAGS.contains(type)) {
            return name(argument) + " takes no value; type it alone.";
        }
        final String begin = name(argument) + ": " + (value == null ? "that" : "\"" + value + "\"");
        if (Map.class.isAssignableFrom(type)) {
            return begin + " is no " + argument.paramLabel() + ".";
        }
        if (type.isEnum()) {
            final List<String> words = Arrays.stream(type.getEnumConstants())
                    .map(one -> ((Enum<?>) one).name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .toList();
            return begin + " is none of " + String.join(", ", words) + like(value == null ? "" : value, words);
        }
        if (WHOLE.contains(type) && argument.converters().length == 0) {
            return begin + " is no whole number.";
        }
        if (NUMBERS.contains(type) && argument.converters().length == 0) {
            return begin + " is no number such as 0.8.";
        }
        if (said.getCause() instanceof TypeConversionException own) {
            return begin + " " + own.getMessage();
        }
        return type == Path.class ? begin + " is no name of a file." : begin + " cannot be read; see the help.";
    }

    private static String name(final ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static String withValue(final ArgSpec argument) {
        return argument instanceof OptionSpec option && option.arity().max() > 0
                ? option.longestName() + " " + argument.paramLabel()
                : name(argument);
    }

    private static String like(final String word, final Collection<String> words) {
        return Alike.of(word, words).map(one -> "; did you mean " + one + "?").orElse(".");
    }
}
