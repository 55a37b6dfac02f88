package io.kairoute.deploy;

import io.kairoute.control.v1.Draft;
import io.kairoute.control.v1.ListDraftsRequest;
import io.kairoute.deploy.control.ControlClient;
import io.kairoute.deploy.control.ServerOptions;
import io.kairoute.deploy.control.Times;
import io.kairoute.deploy.terminal.Screen;
import io.kairoute.deploy.terminal.TextTable;
import io.kairoute.deploy.terminal.TextTable.Side;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the drafts of a running node. */
@Command(name = "drafts", description = "Lists drafts.")
final class TableDraftListCommand implements Callable<Integer> {
    private final Screen screen;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    TableDraftListCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        try (ControlClient client = new ControlClient(server)) {
            final TextTable table = new TextTable(screen)
                    .column("DRAFT", Side.LEFT)
                    .column("ETAG", Side.LEFT)
                    .column("FROM", Side.RIGHT)
                    .column("BY", Side.LEFT)
                    .column("APPROVED BY", Side.LEFT)
                    .column("PLANNED", Side.LEFT)
                    .column("TITLE", Side.LEFT);
            all(client, server)
                    .forEach(one -> table.row(
                            one.getDraft(),
                            one.getEtag(),
                            String.valueOf(one.getBaseRevision()),
                            one.getUpdatedBy(),
                            String.join(" ", one.getApprovedByList()),
                            one.hasPublishTime() ? Times.text(one.getPublishTime()) : "",
                            one.getTitle()));
            table.print();
            return ExitCode.DONE;
        }
    }

    /** The drafts of a node. */
    static List<Draft> all(final ControlClient client, final ServerOptions server) {
        return client.call(() -> client.tables()
                        .listDrafts(ListDraftsRequest.newBuilder()
                                .setTenant(server.tenant())
                                .build()))
                .getDraftsList();
    }
}
