package io.kairoute.ctl.past;

import io.kairoute.ctl.time.Times;
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

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only from then on, such as 1h (ago), yesterday or 2026-11-21T18:00:00Z.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Only before then, likewise.")
    private @Nullable String until;

    /** Makes a filter that takes everything; the command line fills it. */
    public DecisionFilter() {}

    /** The filter as the API has it. */
    public io.kairoute.control.v1.DecisionFilter message() {
        final io.kairoute.control.v1.DecisionFilter.Builder message =
                io.kairoute.control.v1.DecisionFilter.newBuilder().setFallbackOnly(fallback);
        if (occasion != null) {
            message.setOccasion(occasion);
        }
        if (queue != null) {
            message.setQueue(queue);
        }
        if (tier != null) {
            message.setTier(tier);
        }
        if (contact != null) {
            message.setContactId(contact);
        }
        if (revision != null) {
            message.setRevision(revision);
        }
        if (since != null) {
            message.setSince(Times.since("--since", since));
        }
        if (until != null) {
            message.setUntil(Times.since("--until", until));
        }
        return message.build();
    }
}
