package io.kairoute.ctl.table.edit;

import io.kairoute.control.v1.Draft;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.Confirmation;
import io.kairoute.ctl.terminal.Screen;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which state of a draft a write replaces: the one that its writer saw, as for {@link BaseOptions}. */
public final class EtagOptions {
    @Option(
            names = "--etag",
            paramLabel = "ETAG",
            description = "The etag of the draft that you saw. Default: the one that the file was exported with.")
    private @Nullable String etag;

    @Option(names = "--overwrite", description = "Replace the draft as it is, whatever you saw.")
    private boolean isOverwriting;

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    /** Makes options that say nothing; the command line fills them. */
    public EtagOptions() {}

    /** Whether the command line says what is replaced. */
    public boolean isTyped() {
        return etag != null || isOverwriting;
    }

    /** What somebody is shown who did not see what is replaced. */
    @FunctionalInterface
    public interface Difference {
        /** Shows it beside the answer. */
        void show();
    }

    /**
     * The etag to send; shows the difference and asks where nobody knows what the writer saw.
     *
     * @param seen what the file was exported from; null where that is not known, or is no state of this draft
     * @throws Refusal where nobody can be asked, or the answer is no
     */
    public String of(final Screen screen, final Draft there, final @Nullable Seen seen, final Difference difference) {
        final String typed = etag;
        if (typed != null && isOverwriting) {
            throw new Refusal(
                    ExitCode.USAGE, "Give --etag for what you saw, or --overwrite for whatever is there; not both.");
        }
        if (typed != null) {
            return typed;
        }
        if (isOverwriting) {
            return there.getEtag();
        }
        if (seen != null) {
            return seen.etag();
        }
        final String name = "draft:" + there.getDraft();
        difference.show();
        if (screen.person() == null && !confirmation.isGiven()) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "There is " + name + " already, by " + there.getUpdatedBy()
                            + ", and the file does not say that you saw it. Nothing was changed. If you did, give --etag "
                            + there.getEtag() + "; to replace it whatever it is, give --yes.");
        }
        confirmation.ask(screen, "Replace " + name + ", written by " + there.getUpdatedBy() + "?");
        return there.getEtag();
    }

    /** What a file was exported from, where that is a state of this draft; null otherwise. */
    public static @Nullable Seen ofDraft(final TableNode node, final Draft there, final @Nullable Seen seen) {
        final boolean isIt =
                seen != null && seen.isOf(node.tenant()) && seen.draft().equals(there.getDraft());
        // The same etag with another document: the file is from another node or tenant.
        final boolean isForeign = seen != null
                && seen.etag().equals(there.getEtag())
                && !seen.sha256().equals(there.getDocumentSha256());
        return isIt && !isForeign ? seen : null;
    }
}
