package io.kairoute.deploy.decisions;

import io.kairoute.deploy.Refusal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which decisions somebody wants to see. */
public final class DecisionFilter {
    @Option(names = "--occasion", paramLabel = "ID", description = "Only this occasion.")
    private @Nullable String occasion;

    @Option(names = "--queue", paramLabel = "ID", description = "Only this queue.")
    private @Nullable String queue;

    @Option(names = "--tier", paramLabel = "ID", description = "Only this tier.")
    private @Nullable String tier;

    @Option(names = "--contact", paramLabel = "ID", description = "Only this contact.")
    private @Nullable String contact;

    @Option(names = "--revision", paramLabel = "N", description = "Only under this revision.")
    private @Nullable Long revision;

    @Option(names = "--fallback", description = "Only fallbacks.")
    private boolean fallback;

    @Option(names = "--since", paramLabel = "TIME", description = "Only from then on.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Only before then.")
    private @Nullable String until;

    /** Makes a filter that takes everything; the command line fills it. */
    public DecisionFilter() {}

    /** Whether everything is taken. */
    public boolean isOff() {
        return occasion == null
                && queue == null
                && tier == null
                && contact == null
                && revision == null
                && !fallback
                && since == null
                && until == null;
    }

    /** Whether a decision is one of them. */
    public boolean takes(final DecisionLine line) {
        return fits(occasion, line.decision().getOccasion())
                && fits(queue, line.decision().getQueue())
                && fits(tier, line.decision().getTier())
                && fits(contact, line.decision().getContactId())
                && (revision == null || revision == line.revision())
                && (!fallback || line.decision().getFallback())
                && (since == null || line.atMs() >= millis("--since", since))
                && (until == null || line.atMs() < millis("--until", until));
    }

    private static boolean fits(final @Nullable String wanted, final String is) {
        return wanted == null || wanted.equals(is);
    }

    private static long millis(final String option, final String text) {
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (final DateTimeParseException e) {
            throw new Refusal(option + ": \"" + text + "\" is no time such as 2026-11-21T18:00:00Z.", e);
        }
    }
}
