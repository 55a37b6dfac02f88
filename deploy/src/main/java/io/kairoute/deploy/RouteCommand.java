package io.kairoute.deploy;

import io.kairoute.deploy.replay.CallFailure;
import io.kairoute.deploy.replay.DecisionCard;
import io.kairoute.deploy.replay.RouteCaller;
import io.kairoute.deploy.replay.TraceCard;
import io.kairoute.deploy.terminal.OutputOptions;
import io.kairoute.deploy.terminal.Screen;
import io.kairoute.routing.v1.Explain;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks a server about one contact, and shows the decision. */
@Command(
        name = "route",
        description = "Asks a server about one contact, and shows the decision.",
        footerHeading = "%nExample:%n",
        footer = {
            "  kairoute route --customer crm:7590-VHVEG --channel voice --intent no_internet \\",
            "      --intent-confidence 0.95"
        })
final class RouteCommand implements Callable<Integer> {
    private final Screen screen;

    @Mixin
    private final RouteTarget server = new RouteTarget();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(names = "--contact", paramLabel = "ID", defaultValue = "try-1", description = "The contact's id.")
    private String contact = "";

    @Option(
            names = "--customer",
            paramLabel = "KEY",
            defaultValue = "",
            description = "The customer's typed key, such as crm:7590-VHVEG or tel:+61400123456.")
    private String customer = "";

    @Option(names = "--channel", paramLabel = "CHANNEL", defaultValue = "", description = "VOICE, CHAT, MESSAGE, ...")
    private String channel = "";

    @Option(
            names = "--occasion",
            paramLabel = "ID",
            defaultValue = "",
            description = "What the platform believes the occasion to be.")
    private String occasion = "";

    @Option(names = "--intent", paramLabel = "INTENT", defaultValue = "", description = "What was heard.")
    private String intent = "";

    @Option(names = "--intent-confidence", paramLabel = "0..1", description = "How surely that was heard. Default: 1.")
    private @Nullable Double intentConfidence;

    @Option(names = "--region", paramLabel = "REGION", defaultValue = "", description = "Such as US-FL.")
    private String region = "";

    @Option(names = "--language", paramLabel = "TAG", defaultValue = "", description = "Such as en-AU.")
    private String language = "";

    @Option(names = "--label", paramLabel = "NAME=VALUE", description = "A label; may be given several times.")
    private Map<String, String> labels = Map.of();

    @Option(names = "--explain", description = "Show why: every candidate, rule and guardrail that was tried.")
    private boolean explain;

    RouteCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (RouteCaller caller = server.caller()) {
            final RouteResponse decision = caller.route(request()).get();
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
        final RouteRequest.Builder request = RouteRequest.newBuilder()
                .setContactId(contact)
                .setCustomerKey(customer)
                .setChannel(channel)
                .setDirection("INBOUND")
                .setOccasion(occasion)
                .setIntent(intent)
                .setRegion(region)
                .setLanguage(language)
                .setExplain(explain ? Explain.EXPLAIN_FULL : Explain.EXPLAIN_UNSPECIFIED)
                .putAllLabels(labels);
        if (intentConfidence != null) {
            request.setIntentConfidence(intentConfidence);
        }
        return request.build();
    }
}
