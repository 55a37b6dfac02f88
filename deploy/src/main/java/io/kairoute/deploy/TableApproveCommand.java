package io.kairoute.deploy;

import io.kairoute.control.v1.ApproveDraftRequest;
import io.kairoute.deploy.control.ControlClient;
import io.kairoute.deploy.control.ServerOptions;
import io.kairoute.deploy.terminal.Screen;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Approves a draft of a running node. */
@Command(name = "approve", description = "Approves a draft as it is; whoever wrote it cannot.")
final class TableApproveCommand implements Callable<Integer> {
    private final Screen screen;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ID", description = "Which draft.")
    private String id = "";

    @Option(names = "--etag", paramLabel = "ETAG", required = true, description = "The etag you looked at.")
    private String etag = "";

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why.")
    private String reason = "";

    TableApproveCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        try (ControlClient client = new ControlClient(server)) {
            client.call(() -> client.tables()
                    .approveDraft(ApproveDraftRequest.newBuilder()
                            .setTenant(server.tenant())
                            .setDraft(id)
                            .setEtag(etag)
                            .setReason(reason)
                            .build()));
            screen.out().println("Approved: draft:" + id + ".");
            return ExitCode.DONE;
        }
    }
}
