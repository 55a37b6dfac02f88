package io.kairoute.deploy;

import io.kairoute.control.v1.SchedulePublishRequest;
import io.kairoute.deploy.control.ControlClient;
import io.kairoute.deploy.control.ServerOptions;
import io.kairoute.deploy.control.Times;
import io.kairoute.deploy.terminal.Screen;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plans the publish of a draft. */
@Command(name = "schedule", description = "Publishes a draft at a time, if nothing else was published by then.")
final class TableScheduleCommand implements Callable<Integer> {
    private final Screen screen;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ID", description = "Which draft.")
    private String id = "";

    @Option(names = "--at", paramLabel = "TIME", required = true, description = "Such as 2026-12-01T06:00:00Z.")
    private String at = "";

    @Option(names = "--accept-warnings", description = "Publish in spite of warnings.")
    private boolean acceptWarnings;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
    private String reason = "";

    TableScheduleCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        try (ControlClient client = new ControlClient(server)) {
            final long base = TableCommand.current(client, server);
            final int missing = client.call(() -> client.tables()
                            .schedulePublish(SchedulePublishRequest.newBuilder()
                                    .setTenant(server.tenant())
                                    .setDraft(id)
                                    .setPublishTime(Times.at("--at", at))
                                    .setBaseRevision(base)
                                    .setAcceptWarnings(acceptWarnings)
                                    .setReason(reason)
                                    .build()))
                    .getApprovalsMissing();
            screen.out().println("Planned, if revision " + base + " is still current then.");
            if (missing > 0) {
                screen.out()
                        .println("It lacks " + missing + (missing == 1 ? " approval" : " approvals")
                                + " and is called off without: see kairoute table approve.");
            }
            return ExitCode.DONE;
        }
    }
}
