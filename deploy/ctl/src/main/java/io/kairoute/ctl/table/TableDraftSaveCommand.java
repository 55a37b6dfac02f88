package io.kairoute.ctl.table;

import io.kairoute.control.v1.CreateDraftRequest;
import io.kairoute.control.v1.Draft;
import io.kairoute.control.v1.UpdateDraftRequest;
import io.kairoute.control.v1.UpdateDraftResponse;
import io.kairoute.ctl.connection.ServerOptions;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.table.edit.EtagOptions;
import io.kairoute.ctl.table.edit.Proposed;
import io.kairoute.ctl.table.edit.Seen;
import io.kairoute.ctl.table.edit.TableFile;
import io.kairoute.ctl.table.edit.TableLines;
import io.kairoute.ctl.table.edit.TableNode;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keeps a file as a draft, new or in place of what its writer saw. */
@Command(
        name = "save",
        description = "Keeps a file as a draft; it may still have errors.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute table export --out spring.yaml",
            "  kairoute table draft save spring.yaml --id spring --title \"spring hours\"",
            "",
            "  kairoute table export draft:spring --out spring.yaml",
            "  kairoute table draft save spring.yaml --id spring",
            "",
            "A draft that is there is replaced where the file was exported from it as it is. Otherwise the",
            "difference is shown and asked about; a script says --etag ETAG, or --yes."
        })
final class TableDraftSaveCommand implements Callable<Integer> {
    private static final int SHOWN_CHANGES = 20;

    private final Screen screen;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "FILE", description = "The table, a YAML file.")
    private Path file = Path.of("");

    @Option(
            names = "--id",
            paramLabel = "ID",
            defaultValue = "",
            description = "The draft's id. Default: the draft that the file was exported from.")
    private String id = "";

    @Option(names = "--title", paramLabel = "TEXT", defaultValue = "", description = "What it is about.")
    private String title = "";

    @Option(
            names = "--base",
            paramLabel = "N",
            description = "The revision that the file was made from. Default: the one that it was exported from.")
    private @Nullable Long base;

    @Mixin
    private final EtagOptions etag = new EtagOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    TableDraftSaveCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        final TableFile table = TableFile.read(file);
        final Seen seen = table.seen();
        final String draft = id.isEmpty() && seen != null ? seen.draft() : id;
        if (draft.isEmpty()) {
            throw new Refusal(ExitCode.USAGE, "Name the draft: --id ID.");
        }
        try (TableNode node = new TableNode(server)) {
            final Draft there = node.draft(draft);
            if (there == null) {
                create(node, draft, table);
            } else {
                update(node, there, table);
            }
            return ExitCode.DONE;
        }
    }

    private void create(final TableNode node, final String draft, final TableFile table) {
        final Long madeFrom = base == null ? Proposed.of(node, file, table).seen() : base;
        final Draft kept = node.call(tables -> tables.createDraft(CreateDraftRequest.newBuilder()
                        .setTenant(node.tenant())
                        .setDraft(draft)
                        .setTitle(title)
                        .setDocument(table.document())
                        .setBaseRevision(madeFrom == null ? 0 : madeFrom)
                        .build()))
                .getDraft();
        output.show(screen, kept, () -> say(kept));
    }

    private void update(final TableNode node, final Draft there, final TableFile table) {
        final Seen seenDraft = EtagOptions.ofDraft(node, there, table.seen());
        final String name = "draft:" + there.getDraft();
        final UpdateDraftRequest.Builder request = UpdateDraftRequest.newBuilder()
                .setTenant(node.tenant())
                .setDraft(there.getDraft())
                .setEtag(etag.of(screen, there, seenDraft, () -> {
                    screen.tell("What " + file.getFileName() + " changes in " + name + ":");
                    TableLines.beside(screen).print(node.diffDocument(name, table.document()), SHOWN_CHANGES);
                }))
                .setTitle(title)
                .setDocument(table.document());
        final Long madeFrom = madeFrom(node, seenDraft, table);
        if (madeFrom != null) {
            request.setBaseRevision(madeFrom);
        }
        final UpdateDraftResponse answer = node.call(tables -> tables.updateDraft(request.build()));
        output.show(screen, answer, () -> {
            say(answer.getDraft());
            if (answer.hasEndedPlan()) {
                TableLines.answering(screen).printEnded(answer.getEndedPlan());
            }
        });
    }

    // An edited draft was made from what it was made from; another file from what that says, or nobody knows what.
    private @Nullable Long madeFrom(final TableNode node, final @Nullable Seen seenDraft, final TableFile table) {
        if (base != null) {
            return base;
        }
        if (seenDraft != null || (table.seen() == null && etag.isTyped())) {
            return null;
        }
        final Long seen = Proposed.of(node, file, table).seen();
        return seen == null ? 0L : seen;
    }

    private void say(final Draft kept) {
        screen.say(screen.good("Kept: draft:" + kept.getDraft() + ", etag " + kept.getEtag() + "."));
        if (kept.getBaseRevision() == 0) {
            screen.say(screen.doubtful("Nobody said which revision it was made from, so that its publish will ask;"
                    + " --base N says it."));
        }
    }
}
