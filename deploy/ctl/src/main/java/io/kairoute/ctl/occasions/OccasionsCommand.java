package io.kairoute.ctl.occasions;

import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.ExtendLiveOccasionRequest;
import io.kairoute.control.v1.ListLiveOccasionsRequest;
import io.kairoute.control.v1.ListLiveOccasionsResponse;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.PreviewLiveOccasionRequest;
import io.kairoute.control.v1.PreviewLiveOccasionResponse;
import io.kairoute.control.v1.ResolveLiveOccasionRequest;
import io.kairoute.control.v1.WatchLiveOccasionsRequest;
import io.kairoute.control.v1.WatchLiveOccasionsResponse;
import io.kairoute.ctl.change.NeededReason;
import io.kairoute.ctl.change.Reason;
import io.kairoute.ctl.connection.ControlClient;
import io.kairoute.ctl.connection.ServerOptions;
import io.kairoute.ctl.help.Group;
import io.kairoute.ctl.help.Wanted;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.terminal.Confirmation;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.TextTable;
import io.kairoute.ctl.terminal.TextTable.Side;
import io.kairoute.ctl.time.Times;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can be done with live occasions of a running node. */
@Command(
        name = "occasions",
        addMethodSubcommands = false,
        description = "Live occasions of a running node: in effect from the next contact on.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute occasions declare outage --region AU-VIC --for 4h --reason \"cable cut, ticket 812\"",
            "  kairoute occasions list",
            "  kairoute occasions list --ended -o json",
            "  kairoute occasions preview outage --region AU-VIC --last 2h",
            "  kairoute occasions watch -o json",
            "  kairoute occasions extend outage-12 --for 2h",
            "  kairoute occasions resolve outage-12 --reason \"mended\""
        })
public final class OccasionsCommand implements Runnable {
    private final Screen screen;

    @Spec
    private @Nullable CommandSpec spec;

    /** The command, and those below it. */
    public static CommandLine of(final Screen screen, final Wanted wanted) {
        return new Group(new OccasionsCommand(screen))
                .methods("list", "declare", "preview", "extend", "resolve", "watch")
                .line(wanted);
    }

    OccasionsCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public void run() {
        Group.ask(spec);
    }

    @Command(name = "declare", description = "Declares a live occasion.")
    int declare(
            @Mixin final ServerOptions server,
            @Parameters(paramLabel = "OCCASION", description = "The id of an occasion of the table.")
                    final String occasion,
            @Option(
                            names = "--for",
                            paramLabel = "SPAN",
                            required = true,
                            description = "For how long, such as 4h or 1h30m.")
                    final String span,
            @Mixin final NeededReason reason,
            @Option(names = "--id", paramLabel = "ID", description = "Its id. Default: made up.")
                    final @Nullable String id,
            @Option(
                            names = "--from",
                            paramLabel = "TIME",
                            description = "From when, such as 30m (from now) or 2026-11-21T18:00:00Z. Default: now.")
                    final @Nullable String from,
            @Mixin final ScopeOptions scope,
            @Option(names = "--confidence", paramLabel = "0..1", description = "How sure. Default: 1.")
                    final @Nullable Double confidence,
            @Option(
                            names = {"--check", "--dry-run"},
                            description = "Only check, declare nothing.")
                    final boolean check,
            @Mixin final Confirmation confirmation) {
        final long nowMs = System.currentTimeMillis();
        final LiveOccasion.Builder asked =
                scope.occasion(occasion).setReason(reason.text()).setExpireTime(Times.after("--for", span, nowMs));
        if (id != null) {
            asked.setId(id);
        }
        if (from != null) {
            asked.setStartTime(Times.at("--from", from));
        }
        if (confidence != null) {
            asked.setConfidence(confidence);
        }
        if (!check) {
            askWhereUnusual(occasion, scope.isEverything(), span, confirmation);
        }
        try (ControlClient client = new ControlClient(server)) {
            final LiveOccasion declared = client.call(() -> client.liveOccasions()
                            .declareLiveOccasion(DeclareLiveOccasionRequest.newBuilder()
                                    .setTenant(server.tenant())
                                    .setLiveOccasion(asked)
                                    .setValidateOnly(check)
                                    .build()))
                    .getLiveOccasion();
            final String name = declared.getId().isEmpty() ? declared.getOccasion() : declared.getId();
            screen.say((check ? "It would be declared: " : "Declared: ") + screen.bold(name) + ", " + scope(declared)
                    + ", until " + Times.text(declared.getExpireTime()) + ".");
            return ExitCode.DONE;
        }
    }

    // What nobody wants often, and a slip of a finger is: every contact, or for weeks.
    private void askWhereUnusual(
            final String occasion, final boolean isEverything, final String span, final Confirmation confirmation) {
        final boolean isLong = Times.isLong(Times.spanMs("--for", span));
        if (isEverything || isLong) {
            confirmation.ask(
                    screen,
                    "Decide " + (isEverything ? "every contact" : "these contacts") + " as " + occasion + " for " + span
                            + (isEverything ? ", since no --region, --product or other scope is given?" : "?"));
        }
    }

    @Command(name = "preview", description = "Says how many recent contacts a declaration would have matched.")
    int preview(
            @Mixin final ServerOptions server,
            @Parameters(paramLabel = "OCCASION", description = "The id of an occasion of the table.")
                    final String occasion,
            @Option(
                            names = "--last",
                            paramLabel = "SPAN",
                            defaultValue = "1h",
                            description = "How far back to look, at most 1d. Default: ${DEFAULT-VALUE}.")
                    final String span,
            @Mixin final ScopeOptions scope,
            @Mixin final OutputOptions output) {
        final long windowMs = Times.spanMs("--last", span);
        try (ControlClient client = new ControlClient(server)) {
            final PreviewLiveOccasionResponse counts = client.call(() -> client.liveOccasions()
                    .previewLiveOccasion(PreviewLiveOccasionRequest.newBuilder()
                            .setTenant(server.tenant())
                            .setWindowS((int) Math.min(Integer.MAX_VALUE, windowMs / 1_000))
                            .setLiveOccasion(scope.occasion(occasion))
                            .build()));
            output.show(
                    screen,
                    counts,
                    () -> screen.say(String.format(
                            Locale.ROOT,
                            "%,d of %,d contacts of the last %s would have matched; %,d of them were %s anyway."
                                    + " With what is live now it would change %,d.",
                            counts.getMatched(),
                            counts.getContacts(),
                            span,
                            counts.getMatchedAlready(),
                            occasion,
                            counts.getChanged())));
            return ExitCode.DONE;
        }
    }

    @Command(name = "extend", description = "Moves the end of a live occasion.")
    int extend(
            @Mixin final ServerOptions server,
            @Parameters(paramLabel = "ID", description = "Which one.") final String id,
            @Option(names = "--for", paramLabel = "SPAN", required = true, description = "For how long from now.")
                    final String span,
            @Mixin final Reason reason,
            @Mixin final Confirmation confirmation) {
        if (Times.isLong(Times.spanMs("--for", span))) {
            confirmation.ask(screen, "Have " + id + " last for " + span + " from now?");
        }
        try (ControlClient client = new ControlClient(server)) {
            final LiveOccasion extended = client.call(() -> client.liveOccasions()
                            .extendLiveOccasion(ExtendLiveOccasionRequest.newBuilder()
                                    .setTenant(server.tenant())
                                    .setId(id)
                                    .setExpireTime(Times.after("--for", span, System.currentTimeMillis()))
                                    .setReason(reason.text())
                                    .build()))
                    .getLiveOccasion();
            screen.say("Lasts until " + Times.text(extended.getExpireTime()) + ".");
            return ExitCode.DONE;
        }
    }

    @Command(name = "resolve", description = "Ends a live occasion now.")
    int resolve(
            @Mixin final ServerOptions server,
            @Parameters(paramLabel = "ID", description = "Which one.") final String id,
            @Mixin final Reason reason) {
        try (ControlClient client = new ControlClient(server)) {
            client.call(() -> client.liveOccasions()
                    .resolveLiveOccasion(ResolveLiveOccasionRequest.newBuilder()
                            .setTenant(server.tenant())
                            .setId(id)
                            .setReason(reason.text())
                            .build()));
            screen.say("Resolved: " + id + ".");
            return ExitCode.DONE;
        }
    }

    @Command(name = "list", description = "Lists live occasions.")
    int list(
            @Mixin final ServerOptions server,
            @Option(names = "--ended", description = "Those that ended within two hours too.") final boolean ended,
            @Mixin final OutputOptions output) {
        try (ControlClient client = new ControlClient(server)) {
            final ListLiveOccasionsResponse all = client.call(() -> client.liveOccasions()
                    .listLiveOccasions(ListLiveOccasionsRequest.newBuilder()
                            .setTenant(server.tenant())
                            .setIncludeEnded(ended)
                            .build()));
            output.show(screen, all, () -> print(all.getLiveOccasionsList(), output));
            return ExitCode.DONE;
        }
    }

    private void print(final List<LiveOccasion> all, final OutputOptions output) {
        if (all.isEmpty()) {
            screen.say("Nothing is live.");
            return;
        }
        final TextTable table = output.table(screen)
                .column("ID", Side.LEFT)
                .column("OCCASION", Side.LEFT)
                .column("STATE", Side.LEFT)
                .column("FROM", Side.LEFT)
                .column("UNTIL", Side.LEFT)
                .column("SCOPE", Side.LEFT)
                .column("BY", Side.LEFT)
                .column("REASON", Side.LEFT);
        all.forEach(one -> table.row(
                one.getId(),
                one.getOccasion(),
                one.getState(),
                Times.text(one.getStartTime()),
                Times.text(one.getExpireTime()),
                scope(one),
                one.getDeclaredBy(),
                one.getReason()));
        table.print();
    }

    @Command(name = "watch", description = "Tells what happens to live occasions, until it is stopped.")
    int watch(@Mixin final ServerOptions server, @Mixin final OutputOptions output) {
        try (ControlClient client = new ControlClient(server)) {
            final Iterator<WatchLiveOccasionsResponse> events = client.call(() -> client.liveOccasions()
                    .watchLiveOccasions(WatchLiveOccasionsRequest.newBuilder()
                            .setTenant(server.tenant())
                            .build()));
            while (!screen.out().checkError() && client.call(events::hasNext)) {
                final WatchLiveOccasionsResponse event = events.next();
                final LiveOccasion one = event.getLiveOccasion();
                if (output.isForPrograms()) {
                    output.printNext(screen, event);
                } else {
                    screen.say(event.getEvent() + " " + one.getId() + ", " + one.getOccasion() + ", " + scope(one)
                            + ", until " + Times.text(one.getExpireTime()));
                }
            }
            return ExitCode.DONE;
        }
    }

    private static String scope(final LiveOccasion occasion) {
        final List<String> parts = new ArrayList<>();
        parts.addAll(occasion.getRegionsList());
        parts.addAll(occasion.getProductsList());
        parts.addAll(occasion.getAccountsList());
        parts.addAll(occasion.getEntryPointsList());
        parts.addAll(occasion.getChannelsList());
        return parts.isEmpty() ? "every contact" : String.join(" ", parts);
    }
}
