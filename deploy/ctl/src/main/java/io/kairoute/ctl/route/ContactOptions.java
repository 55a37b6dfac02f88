package io.kairoute.ctl.route;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.time.Times;
import io.kairoute.routing.v1.Alternative;
import io.kairoute.routing.v1.RouteRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** One contact as people type it: every field of a routing request, the same for every command that decides for one. */
public final class ContactOptions {
    private static final String DEFAULT_ID = "try-1";
    private static final String DEFAULT_DIRECTION = "INBOUND";

    @Option(names = "--contact", paramLabel = "ID", description = "The contact's id. Default: " + DEFAULT_ID + ".")
    private @Nullable String contact;

    @Option(
            names = "--customer",
            paramLabel = "KEY",
            description = "The customer's typed key, such as crm:7590-VHVEG or tel:+61400123456.")
    private @Nullable String customer;

    @Option(names = "--alternate", paramLabel = "KEY", description = "Another key of the customer; up to four times.")
    private @Nullable List<String> alternates;

    @Option(names = "--account", paramLabel = "KEY", description = "The account's typed key.")
    private @Nullable String account;

    @Option(names = "--channel", paramLabel = "CHANNEL", description = "VOICE, CHAT, MESSAGE, EMAIL, TASK or CALLBACK.")
    private @Nullable String channel;

    @Option(
            names = "--direction",
            paramLabel = "WAY",
            description = "INBOUND or OUTBOUND. Default: " + DEFAULT_DIRECTION + ".")
    private @Nullable String direction;

    @Option(names = "--entry-point", paramLabel = "NAME", description = "The number dialled or the flow entered.")
    private @Nullable String entryPoint;

    @Option(names = "--intent", paramLabel = "INTENT", description = "What was heard.")
    private @Nullable String intent;

    @Option(names = "--intent-confidence", paramLabel = "0..1", description = "How surely that was heard. Default: 1.")
    private @Nullable Double intentConfidence;

    @Option(names = "--occasion", paramLabel = "ID", description = "What the platform believes the occasion to be.")
    private @Nullable String occasion;

    @Option(names = "--confidence", paramLabel = "0..1", description = "How sure it is of the occasion. Default: 1.")
    private @Nullable Double confidence;

    @Option(
            names = "--runner-up",
            paramLabel = "ID[=0..1]",
            description = "Another occasion that it may be, and how surely; may be given several times.")
    private @Nullable List<String> runnersUp;

    @Option(
            names = "--runner-up-intent",
            paramLabel = "INTENT[=0..1]",
            description = "Another intent that may have been heard; may be given several times.")
    private @Nullable List<String> runnerUpIntents;

    @Option(names = "--language", paramLabel = "TAG", description = "Such as en-AU.")
    private @Nullable String language;

    @Option(names = "--region", paramLabel = "REGION", description = "Such as US-FL.")
    private @Nullable String region;

    @Option(names = "--product", paramLabel = "NAME", description = "The product concerned.")
    private @Nullable String product;

    @Option(names = "--device", paramLabel = "NAME", description = "The device concerned.")
    private @Nullable String device;

    @Option(
            names = "--timestamp",
            paramLabel = "TIME",
            description =
                    "When the contact came, such as 2026-11-21T18:00:00Z; counts where the node trusts client times.")
    private @Nullable String timestamp;

    @Option(names = "--waited", paramLabel = "SPAN", description = "How long it has waited, such as 90s.")
    private @Nullable String waited;

    @Option(
            names = "--attempt",
            paramLabel = "N",
            description = "0 for the first question about the contact, then 1, 2.")
    private @Nullable Integer attempt;

    @Option(names = "--previous-decision", paramLabel = "ID", description = "The decision of the attempt before.")
    private @Nullable String previousDecision;

    @Option(names = "--label", paramLabel = "NAME=VALUE", description = "A label; may be given several times.")
    private @Nullable Map<String, String> labels;

    @Option(names = "--platform", paramLabel = "NAME", description = "Whose queue names to answer, such as twilio.")
    private @Nullable String platform;

    @Option(
            names = "--request",
            paramLabel = "JSON",
            description = "The contact as POST /v1/route takes it; options beside it count more.")
    private @Nullable String json;

    /**
     * The request.
     *
     * @throws Refusal when a value cannot be read
     */
    public RouteRequest request(final Screen screen) {
        final RouteRequest.Builder request = RouteRequest.newBuilder();
        if (json != null) {
            merge(screen, json, request);
        }
        set(request, "contact_id", contact, DEFAULT_ID);
        set(request, "customer_key", customer, "");
        set(request, "account_key", account, "");
        set(request, "channel", channel, "");
        set(request, "direction", direction, DEFAULT_DIRECTION);
        set(request, "entry_point", entryPoint, "");
        set(request, "intent", intent, "");
        set(request, "occasion", occasion, "");
        set(request, "language", language, "");
        set(request, "region", region, "");
        set(request, "product", product, "");
        set(request, "device", device, "");
        set(request, "previous_decision_id", previousDecision, "");
        set(request, "platform", platform, "");
        if (alternates != null) {
            request.clearAlternateKeys().addAllAlternateKeys(alternates);
        }
        if (labels != null) {
            request.putAllLabels(labels);
        }
        if (intentConfidence != null) {
            request.setIntentConfidence(intentConfidence);
        }
        if (confidence != null) {
            request.setConfidence(confidence);
        }
        if (attempt != null) {
            request.setAttempt(attempt);
        }
        if (timestamp != null) {
            request.setTimestamp(Times.at("--timestamp", timestamp));
        }
        if (waited != null) {
            request.setWaitedMs(Times.spanMs("--waited", waited));
        }
        addRunnersUp(request);
        return request.build();
    }

    // What the JSON says stays where no option says more.
    private static void set(
            final RouteRequest.Builder request,
            final String field,
            final @Nullable String typed,
            final String otherwise) {
        final var descriptor = RouteRequest.getDescriptor().findFieldByName(field);
        if (typed != null) {
            request.setField(descriptor, typed);
        } else if (String.valueOf(request.getField(descriptor)).isEmpty()) {
            request.setField(descriptor, otherwise);
        }
    }

    private void addRunnersUp(final RouteRequest.Builder request) {
        if (runnersUp != null || runnerUpIntents != null) {
            request.clearAlternatives();
        }
        for (final String one : runnersUp == null ? List.<String>of() : runnersUp) {
            request.addAlternatives(alternative("--runner-up", one).setOccasion(name(one)));
        }
        for (final String one : runnerUpIntents == null ? List.<String>of() : runnerUpIntents) {
            request.addAlternatives(alternative("--runner-up-intent", one).setIntent(name(one)));
        }
    }

    private static String name(final String typed) {
        final int equals = typed.lastIndexOf('=');
        return equals < 0 ? typed : typed.substring(0, equals);
    }

    private static Alternative.Builder alternative(final String option, final String typed) {
        final Alternative.Builder alternative = Alternative.newBuilder();
        final int equals = typed.lastIndexOf('=');
        if (equals >= 0) {
            try {
                alternative.setConfidence(Double.parseDouble(typed.substring(equals + 1)));
            } catch (final NumberFormatException e) {
                throw new Refusal(
                        ExitCode.USAGE,
                        option + ": \"" + typed.substring(equals + 1) + "\" is no number from 0 to 1.",
                        e);
            }
        }
        return alternative;
    }

    // Routing ignores what it does not know, and so does trying; a person who mistyped a name hears of it.
    private static void merge(final Screen screen, final String json, final RouteRequest.Builder request) {
        try {
            JsonFormat.parser().merge(json, request);
        } catch (final InvalidProtocolBufferException strict) {
            request.clear();
            try {
                JsonFormat.parser().ignoringUnknownFields().merge(json, request);
            } catch (final InvalidProtocolBufferException e) {
                throw new Refusal(ExitCode.USAGE, "--request: " + e.getMessage() + ".", e);
            }
            screen.tell(screen.doubtful("--request: " + strict.getMessage() + " It is left out, as routing does."));
        }
    }
}
