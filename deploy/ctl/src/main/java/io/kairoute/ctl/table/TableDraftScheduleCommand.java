package io.kairoute.ctl.table;

import io.kairoute.control.v1.Draft;
import io.kairoute.control.v1.SchedulePublishRequest;
import io.kairoute.control.v1.SchedulePublishResponse;
import io.kairoute.ctl.change.NeededReason;
import io.kairoute.ctl.connection.ServerOptions;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.table.edit.BaseOptions;
import io.kairoute.ctl.table.edit.Proposed;
import io.kairoute.ctl.table.edit.PublishRefusals;
import io.kairoute.ctl.table.edit.SeenEtag;
import io.kairoute.ctl.table.edit.TableLines;
import io.kairoute.ctl.table.edit.TableNode;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.time.Times;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plans the publish of a draft. */
@Command(
        name = "schedule",
        description = "Publishes a draft at a time, if the revision that it was made from is still current then.",
        footerHeading = "%nExample:%n",
        footer = "  kairoute table draft schedule spring --at 2026-12-01T06:00:00Z --reason \"spring hours\"")
final class TableDraftScheduleCommand implements Callable<Integer> {
    private final Screen screen;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ID", description = "The draft's id.")
    private String id = "";

    @Option(names = "--at", paramLabel = "TIME", required = true, description = "Such as 2026-12-01T06:00:00Z.")
    private String at = "";

    @Mixin
    private final BaseOptions base = new BaseOptions();

    @Mixin
    private final SeenEtag etag = new SeenEtag();

    @Option(names = "--accept-warnings", description = "Publish in spite of warnings.")
    private boolean acceptWarnings;

    @Mixin
    private final NeededReason reason = new NeededReason();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    TableDraftScheduleCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        try (TableNode node = new TableNode(server)) {
            final Draft draft = node.needDraft(id);
            final Proposed proposed = Proposed.of(node, draft);
            final SchedulePublishRequest.Builder request = SchedulePublishRequest.newBuilder()
                    .setTenant(node.tenant())
                    .setDraft(id)
                    .setEtag(base.etag(node, screen, draft, etag.text()))
                    .setPublishTime(Times.at("--at", at))
                    .setAcceptWarnings(acceptWarnings)
                    .setReason(reason.text())
                    .setBaseRevision(base.of(node, screen, proposed));
            final SchedulePublishResponse answer = new PublishRefusals(screen, node)
                    .around(
                            proposed,
                            request.getBaseRevision(),
                            () -> node.validate("draft:" + id),
                            () -> node.call(tables -> tables.schedulePublish(request.build())));
            output.show(screen, answer, () -> say(answer, request.getBaseRevision()));
            return ExitCode.DONE;
        }
    }

    private void say(final SchedulePublishResponse answer, final long replaced) {
        screen.say(screen.good("Planned for "
                + Times.text(answer.getDraft().getPublishTime()) + ", if revision " + replaced
                + " is still current then."));
        final int missing = answer.getApprovalsMissing();
        if (missing > 0) {
            screen.say(screen.doubtful("It lacks " + missing + (missing == 1 ? " approval" : " approvals")
                    + " and is called off without: see kairoute table draft approve."));
        }
        if (answer.hasEndedPlan()) {
            TableLines.answering(screen).printEnded(answer.getEndedPlan());
        }
    }
}
