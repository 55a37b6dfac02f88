package io.kairoute.ctl.table;

import io.kairoute.control.v1.Revision;
import io.kairoute.control.v1.RollbackTableRequest;
import io.kairoute.control.v1.RollbackTableResponse;
import io.kairoute.control.v1.ValidateTableResponse;
import io.kairoute.ctl.change.Reason;
import io.kairoute.ctl.change.RequestId;
import io.kairoute.ctl.connection.ServerOptions;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.table.edit.BaseOptions;
import io.kairoute.ctl.table.edit.Proposed;
import io.kairoute.ctl.table.edit.PublishRefusals;
import io.kairoute.ctl.table.edit.TableLines;
import io.kairoute.ctl.table.edit.TableNode;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings an older revision's content back. */
@Command(
        name = "rollback",
        description = "Publishes an older revision's content again, under a new number.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute table rollback 3 --reason \"too many transfers\"",
            "  kairoute table rollback 3 --base 5 --reason \"too many transfers\"",
            "",
            "It shows what is taken back and asks; a script says what it replaces (--base N), or --yes."
        })
final class TableRollbackCommand implements Callable<Integer> {
    private final Screen screen;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "REVISION", description = "The revision whose content comes back.")
    private long revision;

    @Mixin
    private final BaseOptions base = new BaseOptions();

    @Mixin
    private final RequestId requestId = new RequestId();

    @Mixin
    private final Reason reason = new Reason();

    @Option(names = "--dry-run", description = "Publish nothing: check, and show the difference.")
    private boolean isDryRun;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    TableRollbackCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        final String why = reason.unlessDry(isDryRun);
        try (TableNode node = new TableNode(server)) {
            final Proposed proposed = Proposed.rollback(node, revision);
            final Revision newest = node.newest();
            final boolean isThere = newest != null && isSame(node, newest);
            final Long typed = base.typed();
            final long replaced =
                    (isThere || isDryRun) && typed == null ? number(newest) : base.of(node, screen, proposed);
            if (isDryRun && !isThere) {
                TableLines.answering(screen).print(proposed.difference().apply("current"));
            }
            final RollbackTableRequest request = RollbackTableRequest.newBuilder()
                    .setTenant(node.tenant())
                    .setRevision(revision)
                    .setBaseRevision(replaced)
                    .setRequestId(requestId.name())
                    .setReason(why)
                    .setValidateOnly(isDryRun)
                    .build();
            final RollbackTableResponse answer = new PublishRefusals(screen, node)
                    .around(
                            proposed,
                            replaced,
                            ValidateTableResponse::getDefaultInstance,
                            () -> node.call(tables -> tables.rollbackTable(request)));
            output.show(screen, answer, () -> screen.say(screen.good(sentence(answer))));
            return ExitCode.DONE;
        }
    }

    // Nothing is lost then, so nobody is asked; the node decides whether it is still so.
    private boolean isSame(final TableNode node, final Revision newest) {
        return newest.getRevision() == revision
                || newest.getDocumentSha256()
                        .equals(node.export("revision:" + revision).getDocumentSha256());
    }

    private static long number(final @Nullable Revision newest) {
        return newest == null ? 0 : newest.getRevision();
    }

    private String sentence(final RollbackTableResponse answer) {
        final long number = answer.getRevision().getRevision();
        if (answer.getUnchanged()) {
            return number == revision
                    ? "Revision " + revision + " decides already; nothing was changed."
                    : "Revision " + number + " decides already as revision " + revision + " did; nothing was changed.";
        }
        if (isDryRun) {
            return "Nothing was published. It would replace revision "
                    + answer.getRevision().getBaseRevision() + ".";
        }
        return "Revision " + number
                + (answer.getRepeated()
                        ? " had been published by this request before."
                        : " decides now, as revision " + revision + " did.");
    }
}
