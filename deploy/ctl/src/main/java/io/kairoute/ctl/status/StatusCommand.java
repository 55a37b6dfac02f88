package io.kairoute.ctl.status;

import io.kairoute.control.v1.GetAuditHeadRequest;
import io.kairoute.control.v1.GetAuditHeadResponse;
import io.kairoute.control.v1.GetNodeRequest;
import io.kairoute.control.v1.GetNodeResponse;
import io.kairoute.control.v1.GetPublicationRequest;
import io.kairoute.control.v1.GetPublicationResponse;
import io.kairoute.control.v1.ListLiveOccasionsRequest;
import io.kairoute.control.v1.ListQueuesRequest;
import io.kairoute.control.v1.ListSegmentSetsRequest;
import io.kairoute.control.v1.ListSwitchesRequest;
import io.kairoute.control.v1.Queue;
import io.kairoute.control.v1.SegmentSet;
import io.kairoute.control.v1.Switch;
import io.kairoute.ctl.connection.ControlClient;
import io.kairoute.ctl.connection.OwnTenant;
import io.kairoute.ctl.connection.ServerOptions;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.TextTable;
import io.kairoute.ctl.terminal.TextTable.Side;
import io.kairoute.ctl.time.Times;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows in a few lines how a running node is. */
@Command(
        name = "status",
        description = "Shows how a running node is: what it routes by, what is live, what is held.",
        footerHeading = "%nExamples:%n",
        footer = {"  kairoute status", "  kairoute status --target node.example:7401 -o json"})
public final class StatusCommand implements Callable<Integer> {
    private final Screen screen;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    /** The command. */
    public static CommandLine of(final Screen screen) {
        return new CommandLine(new StatusCommand(screen));
    }

    StatusCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        final Map<String, Object> status = new LinkedHashMap<>();
        final String nodeVersion;
        try (ControlClient client = new ControlClient(server)) {
            status.put("node", client.authority());
            status.put("tenant", OwnTenant.of(client, server));
            table(client, status);
            segments(client, status);
            live(client, status);
            final GetAuditHeadResponse head = client.call(() -> client.audit()
                    .getAuditHead(GetAuditHeadRequest.newBuilder()
                            .setTenant(server.tenant())
                            .build()));
            status.put("audit_head", head.getHead());
            nodeVersion = node(client, status);
        }
        status.put("client_version", VersionText.ofProduct());
        output.show(screen, status, () -> print(status));
        VersionText.difference(nodeVersion).ifPresent(sentence -> screen.tell(screen.doubtful(sentence)));
        return ExitCode.DONE;
    }

    private String node(final ControlClient client, final Map<String, Object> status) {
        final GetNodeResponse node = client.call(() -> client.nodes()
                .getNode(GetNodeRequest.newBuilder().setTenant(server.tenant()).build()));
        status.put("node_version", node.getVersion());
        status.put("node_start", Times.text(node.getStartTime()));
        return node.getVersion();
    }

    private void table(final ControlClient client, final Map<String, Object> status) {
        final GetPublicationResponse publication = client.call(() -> client.tables()
                .getPublication(GetPublicationRequest.newBuilder()
                        .setTenant(server.tenant())
                        .build()));
        final long applied = publication.getLoopsList().stream()
                .filter(loop -> loop.getState().equals("APPLIED"))
                .count();
        status.put("revision", publication.getNewestRevision());
        status.put("event_loops", publication.getLoopsCount());
        status.put("event_loops_applied", applied);
    }

    private void segments(final ControlClient client, final Map<String, Object> status) {
        final SegmentSet served = client
                .call(() -> client.segments()
                        .listSegmentSets(ListSegmentSetsRequest.newBuilder()
                                .setTenant(server.tenant())
                                .build()))
                .getSegmentSetsList()
                .stream()
                .filter(SegmentSet::getServed)
                .findFirst()
                .orElse(SegmentSet.getDefaultInstance());
        status.put("segment_set", served.getVersion());
        status.put("customers", served.getCustomers());
    }

    private void live(final ControlClient client, final Map<String, Object> status) {
        status.put(
                "live_occasions",
                client.call(() -> client.liveOccasions()
                                .listLiveOccasions(ListLiveOccasionsRequest.newBuilder()
                                        .setTenant(server.tenant())
                                        .build()))
                        .getLiveOccasionsCount());
        status.put(
                "queues_held",
                client
                        .call(() -> client.queues()
                                .listQueues(ListQueuesRequest.newBuilder()
                                        .setTenant(server.tenant())
                                        .build()))
                        .getQueuesList()
                        .stream()
                        .filter(Queue::hasOverride)
                        .count());
        status.put(
                "switched_off",
                client
                        .call(() -> client.queues()
                                .listSwitches(ListSwitchesRequest.newBuilder()
                                        .setTenant(server.tenant())
                                        .build()))
                        .getSwitchesList()
                        .stream()
                        .filter(Switch::getOff)
                        .map(one -> one.getSwitch().replace('_', '-'))
                        .collect(Collectors.joining(" ")));
    }

    private void print(final Map<String, Object> status) {
        final TextTable table =
                new TextTable(screen).uncut(true).column("WHAT", Side.LEFT).column("", Side.LEFT);
        status.forEach((name, value) -> {
            if (!String.valueOf(value).isEmpty()) {
                table.row(name.replace('_', ' '), String.valueOf(value));
            }
        });
        table.print();
    }
}
