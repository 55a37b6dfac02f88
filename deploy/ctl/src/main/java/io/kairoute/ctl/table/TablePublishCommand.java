package io.kairoute.ctl.table;

import io.kairoute.control.v1.Draft;
import io.kairoute.control.v1.PublishTableRequest;
import io.kairoute.control.v1.PublishTableResponse;
import io.kairoute.ctl.change.Reason;
import io.kairoute.ctl.change.RequestId;
import io.kairoute.ctl.connection.ServerOptions;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.table.edit.BaseOptions;
import io.kairoute.ctl.table.edit.DryRun;
import io.kairoute.ctl.table.edit.Proposed;
import io.kairoute.ctl.table.edit.PublishRefusals;
import io.kairoute.ctl.table.edit.SeenEtag;
import io.kairoute.ctl.table.edit.TableFile;
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

/** Publishes a file or a draft, in place of what its writer saw. */
@Command(
        name = "publish",
        description = "Publishes a file or a draft; it decides from the next contact on.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute table export --out table.yaml",
            "  kairoute table publish table.yaml --reason \"longer hours\" --dry-run",
            "  kairoute table publish table.yaml --reason \"longer hours\"",
            "  kairoute table publish --draft spring --reason \"spring hours\"",
            "",
            "It replaces the revision that the file was exported from, or the draft was made from. Where",
            "another one is current it is refused, and shows what was changed meanwhile. A file that does",
            "not say what it was made from shows the difference and asks; a script says --base N, or --yes."
        })
final class TablePublishCommand implements Callable<Integer> {
    private final Screen screen;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The table, a YAML file.")
    private @Nullable Path file;

    @Option(names = "--draft", paramLabel = "ID", defaultValue = "", description = "A draft instead of a file.")
    private String draft = "";

    @Mixin
    private final BaseOptions base = new BaseOptions();

    @Mixin
    private final SeenEtag etag = new SeenEtag();

    @Option(names = "--accept-warnings", description = "Publish in spite of warnings.")
    private boolean acceptWarnings;

    @Mixin
    private final RequestId requestId = new RequestId();

    @Mixin
    private final Reason reason = new Reason();

    @Option(
            names = "--dry-run",
            description =
                    "Publish nothing: check, show the difference, and decide the contacts of the last 24 hours again.")
    private boolean isDryRun;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    TablePublishCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        if ((file == null) == draft.isEmpty()) {
            throw new Refusal(ExitCode.USAGE, "Name a file, or a draft with --draft; one of both.");
        }
        final String why = reason.unlessDry(isDryRun);
        try (TableNode node = new TableNode(server)) {
            final PublishTableRequest.Builder request = PublishTableRequest.newBuilder()
                    .setTenant(node.tenant())
                    .setAcceptWarnings(acceptWarnings)
                    .setRequestId(requestId.name())
                    .setReason(why)
                    .setValidateOnly(isDryRun);
            final Proposed proposed = file == null ? drafted(node, request) : read(node, file, request);
            if (isDryRun) {
                return new DryRun(screen, node).publish(proposed, base, request);
            }
            request.setBaseRevision(base.of(node, screen, proposed));
            final PublishTableResponse answer = new PublishRefusals(screen, node)
                    .around(
                            proposed,
                            request.getBaseRevision(),
                            () -> DryRun.problems(node, request),
                            () -> node.call(tables -> tables.publishTable(request.build())));
            output.show(screen, answer, () -> say(answer));
            return ExitCode.DONE;
        }
    }

    private Proposed drafted(final TableNode node, final PublishTableRequest.Builder request) {
        final Draft there = node.needDraft(draft);
        request.setDraft(draft)
                .setEtag(
                        isDryRun && etag.text().isEmpty()
                                ? there.getEtag()
                                : base.etag(node, screen, there, etag.text()));
        return Proposed.of(node, there);
    }

    private static Proposed read(final TableNode node, final Path file, final PublishTableRequest.Builder request) {
        final TableFile table = TableFile.read(file);
        request.setDocument(table.document());
        return Proposed.of(node, file, table);
    }

    private void say(final PublishTableResponse answer) {
        screen.say(screen.good("Revision " + answer.getRevision().getRevision()
                + (answer.getRepeated() ? " had been published by this request before." : " decides now.")));
        if (!draft.isEmpty() && !answer.getRepeated()) {
            screen.say("draft:" + draft + " was published, and is no draft any more; it is revision:"
                    + answer.getRevision().getRevision() + ".");
        }
    }
}
