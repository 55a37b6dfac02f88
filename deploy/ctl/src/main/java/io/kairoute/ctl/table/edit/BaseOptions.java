package io.kairoute.ctl.table.edit;

import io.kairoute.control.v1.Draft;
import io.kairoute.control.v1.Revision;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.Confirmation;
import io.kairoute.ctl.terminal.Screen;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Which revision a write replaces. It is never asked of the node to be sent back to it, since that would compare nothing: it is what
 * the writer saw, as the command line, the file or the draft tells it, or what the writer is shown here and says yes to.
 */
public final class BaseOptions {
    private static final int SHOWN_CHANGES = 20;

    @Option(
            names = "--base",
            paramLabel = "N",
            description =
                    "The revision that you saw, and that is replaced. Default: what the file or draft was made from.")
    private @Nullable Long base;

    @Option(names = "--overwrite", description = "Replace whatever is current, whatever you saw.")
    private boolean isOverwriting;

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    /** Makes options that say nothing; the command line fills them. */
    public BaseOptions() {}

    /** The revision that was typed; null for none. */
    public @Nullable Long typed() {
        return base;
    }

    /**
     * The revision that a proposal replaces; shows the difference and asks where nobody knows what its writer saw.
     *
     * @throws Refusal where nobody can be asked, or the answer is no
     */
    public long of(final TableNode node, final Screen screen, final Proposed proposed) {
        final Long typed = base;
        if (typed != null && isOverwriting) {
            throw new Refusal(
                    ExitCode.USAGE, "Give --base for what you saw, or --overwrite for whatever is there; not both.");
        }
        if (typed != null) {
            return typed;
        }
        final Long seen = proposed.seen();
        if (seen != null && !isOverwriting) {
            return seen;
        }
        final Revision newest = node.newest();
        if (newest == null) {
            return 0;
        }
        if (!isOverwriting) {
            show(screen, proposed, newest);
        }
        return newest.getRevision();
    }

    /**
     * The etag of a draft to send; shows what the draft changes and asks where nobody said what they saw of it.
     *
     * @param typed the etag that its writer saw; empty where none was typed
     * @throws Refusal where nobody can be asked, or the answer is no
     */
    public String etag(final TableNode node, final Screen screen, final Draft there, final String typed) {
        if (!typed.isEmpty() && isOverwriting) {
            throw new Refusal(
                    ExitCode.USAGE, "Give --etag for what you saw, or --overwrite for whatever is there; not both.");
        }
        if (!typed.isEmpty()) {
            return typed;
        }
        if (!isOverwriting) {
            show(node, screen, there);
        }
        return there.getEtag();
    }

    private void show(final TableNode node, final Screen screen, final Draft there) {
        final String name = "draft:" + there.getDraft();
        if (node.newest() != null) {
            screen.tell("What " + name + " changes in the current table:");
            TableLines.beside(screen).print(node.diff("current", name), SHOWN_CHANGES);
        }
        if (screen.person() == null && !confirmation.isGiven()) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "Somebody may have written " + name + " since you saw it; the last was " + there.getUpdatedBy()
                            + ". Nothing was done. If you saw it as it is, give --etag " + there.getEtag()
                            + "; to take it whatever it is, give --yes.");
        }
        confirmation.ask(screen, "Take " + name + " as it is, written by " + there.getUpdatedBy() + "?");
    }

    private void show(final Screen screen, final Proposed proposed, final Revision newest) {
        final String current = "revision " + newest.getRevision() + ", published by " + newest.getPublishedBy();
        screen.tell("What " + proposed.name() + " changes in " + current + ":");
        TableLines.beside(screen).print(proposed.difference().apply("revision:" + newest.getRevision()), SHOWN_CHANGES);
        if (screen.person() == null && !confirmation.isGiven()) {
            throw new Refusal(
                    ExitCode.USAGE,
                    proposed.unseen() + " Nothing was published. If you saw " + current + ", give --base "
                            + newest.getRevision() + "; to replace whatever is current, give --yes.");
        }
        screen.tell(proposed.unseen());
        confirmation.ask(screen, "Replace " + current + "?");
    }
}
