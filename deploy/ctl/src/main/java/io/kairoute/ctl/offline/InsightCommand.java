package io.kairoute.ctl.offline;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A command that insight's jar alone can run, with the words of its help. The launcher holds the same list, for its choice of a jar. */
public enum InsightCommand {
    /** Figures of sums. */
    STATS("stats", Description.STATS);

    private static final String HELP = "help";

    private final String words;
    private final String description;

    InsightCommand(final String words, final String description) {
        this.words = words;
        this.description = description;
    }

    /** As it is typed after {@code kairoute}. */
    public String words() {
        return words;
    }

    /** The line by which a list of commands tells of it. */
    public String description() {
        return description;
    }

    /** The one that is typed, or whose help is asked for. */
    public static Optional<InsightCommand> typed(final String... arguments) {
        final List<String> typed = List.of(arguments);
        final int first = !typed.isEmpty() && typed.get(0).equals(HELP) ? 1 : 0;
        return Arrays.stream(values())
                .filter(command -> typed.size() > first && typed.get(first).equals(command.words))
                .findFirst();
    }

    /** What help says of each, once for the command itself and for the lists that name it. */
    public static final class Description {
        /** Of stats. */
        public static final String STATS =
                "The statistics by which arms are compared, alone: sums as JSON in, figures as JSON out.";

        private Description() {}
    }
}
