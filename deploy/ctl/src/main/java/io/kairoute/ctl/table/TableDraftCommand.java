package io.kairoute.ctl.table;

import io.kairoute.control.v1.ApproveDraftRequest;
import io.kairoute.control.v1.ApproveDraftResponse;
import io.kairoute.control.v1.CancelScheduledPublishRequest;
import io.kairoute.control.v1.CancelScheduledPublishResponse;
import io.kairoute.control.v1.DeleteDraftRequest;
import io.kairoute.control.v1.DeleteDraftResponse;
import io.kairoute.control.v1.Draft;
import io.kairoute.control.v1.ListDraftsRequest;
import io.kairoute.control.v1.ListDraftsResponse;
import io.kairoute.ctl.change.Reason;
import io.kairoute.ctl.connection.ServerOptions;
import io.kairoute.ctl.help.Group;
import io.kairoute.ctl.help.Wanted;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.table.edit.DraftCard;
import io.kairoute.ctl.table.edit.TableLines;
import io.kairoute.ctl.table.edit.TableNode;
import io.kairoute.ctl.terminal.Confirmation;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Drafts: tables that are not published yet. */
@Command(
        name = "draft",
        addMethodSubcommands = false,
        description = "Drafts: tables that are not published yet, and the publishes that are planned for them.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute table draft save table.yaml --id spring --title \"spring hours\"",
            "  kairoute table draft list",
            "  kairoute table diff current draft:spring",
            "  kairoute table draft approve spring --etag v41 --reason \"looked at it\"",
            "  kairoute table draft schedule spring --at 2026-12-01T06:00:00Z --reason \"spring hours\"",
            "  kairoute table draft unschedule spring --reason \"not yet\"",
            "  kairoute table publish --draft spring --reason \"spring hours\""
        })
final class TableDraftCommand implements Runnable {
    private final Screen screen;

    @Spec
    private @Nullable CommandSpec spec;

    /** The command, and those below it. */
    static CommandLine of(final Screen screen, final Wanted wanted) {
        return new Group(new TableDraftCommand(screen))
                .methods("list", "show")
                .command("save", () -> new CommandLine(new TableDraftSaveCommand(screen)))
                .methods("approve")
                .command("schedule", () -> new CommandLine(new TableDraftScheduleCommand(screen)))
                .methods("unschedule", "delete")
                .line(wanted);
    }

    TableDraftCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public void run() {
        Group.ask(spec);
    }

    @Command(name = "list", description = "Lists drafts, with the publishes that are planned for them.")
    int list(
            @Mixin final ServerOptions server,
            @Option(names = "--planned", description = "Only drafts whose publish is planned.") final boolean isPlanned,
            @Mixin final OutputOptions output) {
        try (TableNode node = new TableNode(server)) {
            final ListDraftsResponse.Builder drafts = node
                    .call(tables -> tables.listDrafts(ListDraftsRequest.newBuilder()
                            .setTenant(node.tenant())
                            .build()))
                    .toBuilder();
            if (isPlanned) {
                final ListDraftsResponse all = drafts.build();
                drafts.clearDrafts();
                all.getDraftsList().stream().filter(Draft::hasPlan).forEach(drafts::addDrafts);
            }
            output.show(screen, drafts, () -> new DraftCard(screen).print(output, drafts.getDraftsList()));
            return ExitCode.DONE;
        }
    }

    @Command(name = "show", description = "Shows one draft: who wrote and approved it, its plan, and what it changes.")
    int show(
            @Mixin final ServerOptions server,
            @Parameters(paramLabel = "ID", description = "The draft's id.") final String id,
            @Mixin final OutputOptions output) {
        try (TableNode node = new TableNode(server)) {
            final Draft draft = node.needDraft(id);
            output.show(screen, draft, () -> new DraftCard(screen).print(node, draft));
            return ExitCode.DONE;
        }
    }

    @Command(name = "delete", description = "Throws a draft away, for good.")
    int delete(
            @Mixin final ServerOptions server,
            @Parameters(paramLabel = "ID", description = "The draft's id.") final String id,
            @Option(
                            names = "--etag",
                            paramLabel = "ETAG",
                            defaultValue = "",
                            description =
                                    "The etag that you saw; another one is refused. Default: the one that is shown.")
                    final String etag,
            @Mixin final Confirmation confirmation) {
        try (TableNode node = new TableNode(server)) {
            final Draft draft = node.needDraft(id);
            if (!confirmation.isGiven()) {
                new DraftCard(screen).printBeside(draft);
                confirmation.ask(screen, "Delete draft:" + id + " for good?");
            }
            final DeleteDraftResponse deleted = node.call(tables -> tables.deleteDraft(DeleteDraftRequest.newBuilder()
                    .setTenant(node.tenant())
                    .setDraft(id)
                    .setEtag(etag.isEmpty() ? draft.getEtag() : etag)
                    .build()));
            screen.say("Deleted: draft:" + id + ".");
            if (deleted.hasEndedPlan()) {
                TableLines.answering(screen).printEnded(deleted.getEndedPlan());
            }
            return ExitCode.DONE;
        }
    }

    @Command(name = "approve", description = "Approves a draft as it is; whoever wrote it cannot.")
    int approve(
            @Mixin final ServerOptions server,
            @Parameters(paramLabel = "ID", description = "The draft's id.") final String id,
            @Option(
                            names = "--etag",
                            paramLabel = "ETAG",
                            required = true,
                            description = "The etag that you looked at, as list and show tell it.")
                    final String etag,
            @Mixin final Reason reason,
            @Mixin final OutputOptions output) {
        try (TableNode node = new TableNode(server)) {
            final ApproveDraftResponse approved =
                    node.call(tables -> tables.approveDraft(ApproveDraftRequest.newBuilder()
                            .setTenant(node.tenant())
                            .setDraft(id)
                            .setEtag(etag)
                            .setReason(reason.text())
                            .build()));
            output.show(
                    screen,
                    approved,
                    () -> screen.say(screen.good("Approved: draft:" + id + ", etag "
                            + approved.getDraft().getEtag() + ".")));
            return ExitCode.DONE;
        }
    }

    @Command(name = "unschedule", description = "Calls the planned publish of a draft off; the draft stays.")
    int unschedule(
            @Mixin final ServerOptions server,
            @Parameters(paramLabel = "ID", description = "The draft's id.") final String id,
            @Mixin final Reason reason,
            @Mixin final OutputOptions output) {
        try (TableNode node = new TableNode(server)) {
            final CancelScheduledPublishResponse cancelled =
                    node.call(tables -> tables.cancelScheduledPublish(CancelScheduledPublishRequest.newBuilder()
                            .setTenant(node.tenant())
                            .setDraft(id)
                            .setReason(reason.text())
                            .build()));
            output.show(screen, cancelled, () -> screen.say("Called off: draft:" + id + " is not published."));
            return ExitCode.DONE;
        }
    }
}
