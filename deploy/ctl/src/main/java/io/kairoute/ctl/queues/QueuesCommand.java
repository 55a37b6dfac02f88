package io.kairoute.ctl.queues;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.ClearQueueOverrideRequest;
import io.kairoute.control.v1.ListQueuesRequest;
import io.kairoute.control.v1.ListQueuesResponse;
import io.kairoute.control.v1.OverrideQueueRequest;
import io.kairoute.control.v1.OverrideQueueResponse;
import io.kairoute.control.v1.Queue;
import io.kairoute.control.v1.QueueOverride;
import io.kairoute.control.v1.QueueState;
import io.kairoute.control.v1.ReportQueueStatesRequest;
import io.kairoute.control.v1.ReportQueueStatesResponse;
import io.kairoute.ctl.change.NeededReason;
import io.kairoute.ctl.change.Reason;
import io.kairoute.ctl.connection.ControlClient;
import io.kairoute.ctl.connection.ServerOptions;
import io.kairoute.ctl.help.Group;
import io.kairoute.ctl.help.Wanted;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.Confirmation;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.TextTable;
import io.kairoute.ctl.terminal.TextTable.Side;
import io.kairoute.ctl.time.Times;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can be done with queues of a running node. */
@Command(
        name = "queues",
        addMethodSubcommands = false,
        description = "Queues of a running node: hold one, report its state, see them all.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute queues list",
            "  kairoute queues override outage-desk closed --for 1h --reason \"fire drill\"",
            "  kairoute queues override outage-desk redirect --to triage --for 2h --reason \"sick leave\"",
            "  kairoute queues clear outage-desk",
            "  kairoute queues report outage-desk --wait 240 --depth 31 --available 0"
        })
public final class QueuesCommand implements Runnable {
    private static final long SOON_MS = 2_000;

    private final Screen screen;

    @Spec
    private @Nullable CommandSpec spec;

    /** The command, and those below it. */
    public static CommandLine of(final Screen screen, final Wanted wanted) {
        return new Group(new QueuesCommand(screen))
                .methods("list", "override", "clear", "report")
                .line(wanted);
    }

    QueuesCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public void run() {
        Group.ask(spec);
    }

    @Command(
            name = "override",
            description = "Holds a queue, in place of what held it; says what that was, and asks a person first.")
    int override(
            @Mixin final ServerOptions server,
            @Parameters(paramLabel = "QUEUE", description = "Which queue.") final String queue,
            @Parameters(
                            paramLabel = "KIND",
                            description =
                                    "open or closed (whatever its calendar says), redirect (to the queue in --to) or"
                                            + " surge (as the table says for a rush).")
                    final Hold kind,
            @Option(names = "--to", paramLabel = "QUEUE", defaultValue = "", description = "Where a redirect leads.")
                    final String redirectTo,
            @Option(
                            names = "--for",
                            paramLabel = "SPAN",
                            required = true,
                            description = "For how long, such as 2h or 1h30m.")
                    final String span,
            @Option(
                            names = "--from",
                            paramLabel = "TIME",
                            description = "From when, such as 30m (from now) or 2026-11-21T18:00:00Z. Default: now.")
                    final @Nullable String from,
            @Mixin final NeededReason reason,
            @Option(
                            names = {"--check", "--dry-run"},
                            description = "Only check, and say what would be replaced; hold nothing.")
                    final boolean check,
            @Mixin final Confirmation confirmation,
            @Mixin final OutputOptions output) {
        if (!check && Times.isLong(Times.spanMs("--for", span))) {
            confirmation.ask(screen, "Hold " + queue + " for " + span + "?");
        }
        final OverrideQueueRequest.Builder request = OverrideQueueRequest.newBuilder()
                .setTenant(server.tenant())
                .setQueue(queue)
                .setKind(kind.name())
                .setRedirectTo(redirectTo)
                .setExpireTime(Times.after("--for", span, System.currentTimeMillis()))
                .setReason(reason.text())
                .setValidateOnly(check);
        if (from != null) {
            request.setStartTime(Times.at("--from", from));
        }
        try (ControlClient client = new ControlClient(server)) {
            if (!check && screen.person() != null) {
                askToReplace(client, request.build(), confirmation);
            }
            final OverrideQueueResponse answer =
                    client.call(() -> client.queues().overrideQueue(request.build()));
            output.show(screen, answer, () -> say(answer, check));
            return ExitCode.DONE;
        }
    }

    private void askToReplace(
            final ControlClient client, final OverrideQueueRequest request, final Confirmation confirmation) {
        final OverrideQueueRequest dry =
                request.toBuilder().setValidateOnly(true).build();
        final OverrideQueueResponse would = client.call(() -> client.queues().overrideQueue(dry));
        if (would.hasReplaced()) {
            confirmation.askPerson(screen, request.getQueue() + " is " + held(would.getReplaced()) + ". Replace that?");
        }
    }

    // What was replaced is what the node says: since a person was asked, somebody else may have held the queue.
    private void say(final OverrideQueueResponse answer, final boolean isOnlyChecked) {
        final QueueOverride held = answer.getOverride();
        screen.say((isOnlyChecked ? "It would be held: " : "Held: ") + text(held) + from(held) + " until "
                + Times.text(held.getExpireTime()) + ". " + Hold.effect(held));
        if (answer.hasReplaced()) {
            screen.say(screen.doubtful("In place of: " + held(answer.getReplaced()) + "."));
        }
    }

    // A moment ago needs no word.
    private static String from(final QueueOverride held) {
        return Timestamps.toMillis(held.getStartTime()) > System.currentTimeMillis() + SOON_MS
                ? " from " + Times.text(held.getStartTime())
                : "";
    }

    @Command(name = "clear", description = "Ends an override of a queue.")
    int clear(
            @Mixin final ServerOptions server,
            @Parameters(paramLabel = "QUEUE", description = "Which queue.") final String queue,
            @Mixin final Reason reason) {
        try (ControlClient client = new ControlClient(server)) {
            final QueueOverride cleared = client.call(() -> client.queues()
                            .clearQueueOverride(ClearQueueOverrideRequest.newBuilder()
                                    .setTenant(server.tenant())
                                    .setQueue(queue)
                                    .setReason(reason.text())
                                    .build()))
                    .getCleared();
            screen.say("No longer held: " + text(cleared) + ".");
            return ExitCode.DONE;
        }
    }

    @Command(name = "report", description = "Reports the state of one queue, as a platform does every second.")
    int report(
            @Mixin final ServerOptions server,
            @Parameters(paramLabel = "QUEUE", description = "Which queue.") final String queue,
            @Option(
                            names = "--wait",
                            paramLabel = "SECONDS",
                            converter = WaitSeconds.class,
                            description = "The wait to expect.")
                    final @Nullable Integer waitSeconds,
            @Option(names = "--depth", paramLabel = "N", description = "Contacts waiting.")
                    final @Nullable Integer depth,
            @Option(names = "--available", paramLabel = "N", description = "Agents free.")
                    final @Nullable Integer available) {
        final QueueState.Builder state = QueueState.newBuilder().setQueue(queue);
        if (waitSeconds != null) {
            state.setExpectedWaitMs(TimeUnit.SECONDS.toMillis(waitSeconds));
        }
        if (depth != null) {
            state.setDepth(depth);
        }
        if (available != null) {
            state.setAvailable(available);
        }
        try (ControlClient client = new ControlClient(server)) {
            final ReportQueueStatesResponse answer = client.call(() -> client.queues()
                    .reportQueueStates(ReportQueueStatesRequest.newBuilder()
                            .setTenant(server.tenant())
                            .addStates(state)
                            .build()));
            if (answer.getTaken() == 0) {
                throw new Refusal(ExitCode.NOT_FOUND, "The current revision has no queue " + queue + ".");
            }
            screen.say("Taken.");
            return ExitCode.DONE;
        }
    }

    @Command(name = "list", description = "Lists queues with what holds them and their newest state.")
    int list(@Mixin final ServerOptions server, @Mixin final OutputOptions output) {
        try (ControlClient client = new ControlClient(server)) {
            final ListQueuesResponse queues = client.call(() -> client.queues()
                    .listQueues(ListQueuesRequest.newBuilder()
                            .setTenant(server.tenant())
                            .build()));
            output.show(screen, queues, () -> print(queues.getQueuesList(), output));
            return ExitCode.DONE;
        }
    }

    private void print(final List<Queue> queues, final OutputOptions output) {
        final TextTable table = output.table(screen)
                .column("QUEUE", Side.LEFT)
                .column("WAIT", Side.RIGHT)
                .column("DEPTH", Side.RIGHT)
                .column("FREE", Side.RIGHT)
                .column("FRESH", Side.LEFT)
                .column("HELD", Side.LEFT);
        for (final Queue queue : queues) {
            final QueueState state = queue.getState();
            table.row(
                    queue.getQueue(),
                    state.hasExpectedWaitMs() ? state.getExpectedWaitMs() / 1_000 + " s" : "",
                    state.hasDepth() ? String.valueOf(state.getDepth()) : "",
                    state.hasAvailable() ? String.valueOf(state.getAvailable()) : "",
                    queue.hasState() ? queue.getFresh() ? "yes" : "no" : "",
                    queue.hasOverride() ? held(queue.getOverride()) : "");
        }
        table.print();
    }

    private static String held(final QueueOverride override) {
        return kind(override) + " until " + Times.text(override.getExpireTime()) + " by " + override.getSetBy() + ": "
                + override.getReason();
    }

    private static String text(final QueueOverride override) {
        return override.getQueue() + " " + kind(override);
    }

    private static String kind(final QueueOverride override) {
        return override.getKind() + (override.getRedirectTo().isEmpty() ? "" : " to " + override.getRedirectTo());
    }
}
