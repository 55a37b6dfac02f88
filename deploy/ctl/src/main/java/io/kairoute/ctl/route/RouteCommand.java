package io.kairoute.ctl.route;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.routing.v1.Explain;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks a server about one contact, and shows the decision. */
@Command(
        name = "route",
        description =
                "Asks a server about one contact, and shows the decision. To try something out, add --dry-run: the"
                        + " decision is neither logged nor counted.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute route --customer crm:7590-VHVEG --channel voice --intent no_internet --dry-run",
            "  kairoute route --intent no_internet --intent-confidence 0.95 --runner-up billing=0.4 \\",
            "      --dry-run --explain",
            "",
            "Under a draft or an older revision: kairoute table try."
        })
public final class RouteCommand implements Callable<Integer> {
    private final Screen screen;

    @Mixin
    private final RouteTarget server = new RouteTarget();

    @Mixin
    private final ContactOptions contact = new ContactOptions();

    @Option(names = "--dry-run", description = "Only try: the decision is not logged, and counts in no statistics.")
    private boolean isDryRun;

    @Option(names = "--explain", description = "Show why: every candidate, rule and guardrail that was tried.")
    private boolean explain;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    /** The command. */
    public static CommandLine of(final Screen screen) {
        return new CommandLine(new RouteCommand(screen));
    }

    RouteCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws InterruptedException {
        final RouteRequest request = request();
        try (RouteCaller caller = server.caller()) {
            final RouteResponse decision = caller.route(request).get();
            output.show(screen, decision, () -> {
                new DecisionCard(screen).print(decision);
                if (decision.hasTrace()) {
                    new TraceCard(screen).print(decision.getTrace());
                }
            });
            return ExitCode.DONE;
        } catch (final ExecutionException e) {
            final CallFailure failure = CallFailure.of(e);
            throw new Refusal(
                    failure.exitCode(),
                    "No decision from " + server.address() + ": " + failure.status() + ": " + failure.getMessage(),
                    e);
        }
    }

    private RouteRequest request() {
        final RouteRequest typed = contact.request(screen);
        final RouteRequest.Builder request = typed.toBuilder().setDryRun(isDryRun || typed.getDryRun());
        if (explain) {
            request.setExplain(Explain.EXPLAIN_FULL);
        }
        return request.build();
    }
}
