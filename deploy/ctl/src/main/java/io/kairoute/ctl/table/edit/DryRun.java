package io.kairoute.ctl.table.edit;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.DecisionFilter;
import io.kairoute.control.v1.DiffTablesResponse;
import io.kairoute.control.v1.PublishTableRequest;
import io.kairoute.control.v1.PublishTableResponse;
import io.kairoute.control.v1.Revision;
import io.kairoute.control.v1.StreamSimulationRequest;
import io.kairoute.control.v1.ValidateTableResponse;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.Screen;
import java.util.concurrent.TimeUnit;

/** Shows what a publish would do, and publishes nothing. */
public final class DryRun {
    private static final long SIMULATED_MS = TimeUnit.DAYS.toMillis(1);

    private final Screen screen;
    private final TableNode node;

    /** Makes dry runs on one node. */
    public DryRun(final Screen screen, final TableNode node) {
        this.screen = screen;
        this.node = node;
    }

    /**
     * Has the node check a publish, and shows what it changes and what it would have done to real contacts.
     *
     * @throws Refusal where the publish would be refused
     */
    public int publish(final Proposed proposed, final BaseOptions typed, final PublishTableRequest.Builder request) {
        final Revision newest = node.newest();
        final long current = newest == null ? 0 : newest.getRevision();
        final Long said = typed.typed() == null ? proposed.seen() : typed.typed();
        final boolean isLate = newest != null && said != null && said != current;
        if (isLate
                && problems(node, request).getErrors() == 0
                && difference(proposed, current).getChangeCount() == 0) {
            screen.say(screen.good("Nothing was published, and nothing is left to publish: revision " + current
                    + " decides as " + proposed.name() + " would."));
            return ExitCode.DONE;
        }
        request.setBaseRevision(said == null ? current : said);
        final PublishTableResponse checked = new PublishRefusals(screen, node)
                .around(
                        proposed,
                        request.getBaseRevision(),
                        () -> problems(node, request),
                        () -> node.call(tables -> tables.publishTable(request.build())));
        if (checked.getWarnings() > 0) {
            TableLines.answering(screen).print(proposed.name(), problems(node, request));
        }
        if (newest != null) {
            screen.say("What " + proposed.name() + " changes in revision " + current + ":");
            TableLines.answering(screen).print(difference(proposed, current));
            simulate(request);
        }
        screen.out().println();
        screen.say(screen.good("Nothing was published. It would replace "
                + (current == 0 ? "nothing: it is the first." : "revision " + current + ".")));
        if (said == null && current != 0) {
            screen.say(screen.doubtful(proposed.unseen()));
        }
        return ExitCode.DONE;
    }

    // Of a table without errors: the node compares no other one.
    private static DiffTablesResponse difference(final Proposed proposed, final long revision) {
        return proposed.difference().apply("revision:" + revision);
    }

    /** Everything that is wrong or doubtful in what is published. */
    public static ValidateTableResponse problems(final TableNode node, final PublishTableRequest.Builder request) {
        return request.getDraft().isEmpty()
                ? node.validateDocument(request.getDocument())
                : node.validate("draft:" + request.getDraft());
    }

    // A node may keep no decisions, or the caller may not read them: what was checked stands all the same.
    private void simulate(final PublishTableRequest.Builder request) {
        screen.out().println();
        try {
            new SimulationCard(screen)
                    .print(new RemoteSimulation(screen, node.client())
                            .run(StreamSimulationRequest.newBuilder()
                                    .setTenant(node.tenant())
                                    .setTable(request.getDraft().isEmpty() ? "" : "draft:" + request.getDraft())
                                    .setDocument(request.getDocument())
                                    .setFilter(DecisionFilter.newBuilder()
                                            .setSince(Timestamps.fromMillis(System.currentTimeMillis() - SIMULATED_MS)))
                                    .build()));
        } catch (final Refusal refused) {
            screen.say(screen.doubtful("Not simulated: " + refused.getMessage()));
        }
    }
}
