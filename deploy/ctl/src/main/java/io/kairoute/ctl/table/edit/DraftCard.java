package io.kairoute.ctl.table.edit;

import io.kairoute.control.v1.Draft;
import io.kairoute.control.v1.PlannedPublish;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.TextTable;
import io.kairoute.ctl.terminal.TextTable.Side;
import io.kairoute.ctl.time.Times;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Shows a person drafts. */
public final class DraftCard {
    private final Screen screen;

    /** Makes cards for one screen. */
    public DraftCard(final Screen screen) {
        this.screen = screen;
    }

    /** Prints drafts as a table. */
    public void print(final OutputOptions output, final List<Draft> drafts) {
        if (drafts.isEmpty()) {
            screen.say("There are no drafts. Make one: kairoute table draft save FILE --id ID");
            return;
        }
        final TextTable table = output.table(screen)
                .column("DRAFT", Side.LEFT)
                .column("ETAG", Side.LEFT)
                .column("MADE FROM", Side.RIGHT)
                .column("BY", Side.LEFT)
                .column("APPROVED BY", Side.LEFT)
                .column("PLANNED FOR", Side.LEFT)
                .column("TITLE", Side.LEFT);
        drafts.forEach(one -> table.row(
                one.getDraft(),
                one.getEtag(),
                one.getBaseRevision() == 0 ? "" : String.valueOf(one.getBaseRevision()),
                one.getUpdatedBy(),
                String.join(" ", one.getApprovedByList()),
                one.hasPlan() ? Times.text(one.getPlan().getPublishTime()) : "",
                one.getTitle()));
        table.print();
    }

    /** Prints one draft, with what it changes in what decides now. */
    public void print(final TableNode node, final Draft draft) {
        print(screen::say, draft);
        if (node.newest() != null) {
            screen.out().println();
            TableLines.answering(screen).print(node.diff("current", "draft:" + draft.getDraft()));
        }
    }

    /** Prints one draft beside the answer, before a question about it. */
    public void printBeside(final Draft draft) {
        print(screen::tell, draft);
    }

    private void print(final Consumer<String> to, final Draft draft) {
        line(to, "draft", screen.bold(draft.getDraft()) + (draft.getTitle().isEmpty() ? "" : "  " + draft.getTitle()));
        line(to, "etag", draft.getEtag());
        line(to, "made from", draft.getBaseRevision() == 0 ? "nobody said" : "revision " + draft.getBaseRevision());
        line(to, "written by", draft.getUpdatedBy() + ", " + Times.text(draft.getUpdateTime()));
        line(to, "approved by", String.join(", ", draft.getApprovedByList()));
        if (draft.hasPlan()) {
            final PlannedPublish plan = draft.getPlan();
            line(
                    to,
                    "planned",
                    Times.text(plan.getPublishTime()) + " by " + plan.getPlannedBy() + ", if revision "
                            + plan.getBaseRevision() + " is current then: " + plan.getReason());
        }
    }

    private void line(final Consumer<String> to, final String name, final String text) {
        if (!text.isEmpty()) {
            to.accept("  " + screen.faint(String.format(Locale.ROOT, "%-12s", name)) + text);
        }
    }
}
