package io.kairoute.ctl.segments;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.kairoute.control.v1.CustomerProfile;
import io.kairoute.control.v1.UpsertCustomerRequest;
import io.kairoute.control.v1.UpsertCustomerResponse;
import io.kairoute.ctl.connection.ControlClient;
import io.kairoute.ctl.connection.ServerOptions;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what is known of one customer. */
@Command(
        name = "upsert",
        description =
                "Says everything that is known of one customer; it counts from the next contact on. What is left out is"
                        + " not known.",
        footerHeading = "%nExample:%n",
        footer = {
            "  kairoute segments upsert crm:4711 --tier gold --source-version 8 --risk fraud --risk churn \\",
            "      --set language=es --set lifecycle=\"won back, 2026\"",
            "",
            "Options with several values are given several times; a comma belongs to the value."
        })
final class SegmentsUpsertCommand implements Callable<Integer> {
    private static final Pattern WORDS_IN_A_ROW = Pattern.compile(".*,\\s*([a-z_]+)=.*");

    private final Screen screen;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "KEY", description = "The customer's key, as crm:4711.")
    private String key = "";

    @Option(names = "--tier", paramLabel = "ID", required = true, description = "The tier.")
    private String tier = "";

    @Option(
            names = "--source-version",
            paramLabel = "NUMBER",
            required = true,
            description = "Counts what the source said of the customer; the highest wins.")
    private long version;

    @Option(names = "--alternate", paramLabel = "KEY", description = "Another key of the customer; up to four times.")
    private @Nullable List<String> alternates;

    @Option(names = "--account", paramLabel = "KEY", defaultValue = "", description = "The account's key.")
    private String account = "";

    @Option(names = "--risk", paramLabel = "RISK", description = "A risk; may be given several times.")
    private @Nullable List<String> risks;

    @Option(
            names = "--set",
            paramLabel = "NAME=WORD",
            description =
                    "Another word; may be given several times. Names: sub_tier, lifecycle, value_band, churn_band,"
                            + " health_band, language, preferred_channel, preferred_agent.")
    private @Nullable Map<String, String> words;

    @Option(names = "--no-personalization", description = "The profile may not be used to personalize.")
    private boolean isWithheld;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    SegmentsUpsertCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        final UpsertCustomerRequest request = UpsertCustomerRequest.newBuilder()
                .setTenant(server.tenant())
                .setCustomerKey(key)
                .addAllAlternateKeys(alternates == null ? List.of() : alternates)
                .setAccountKey(account)
                .setProfile(profile())
                .setSourceVersion(version)
                .build();
        try (ControlClient client = new ControlClient(server)) {
            final UpsertCustomerResponse answer =
                    client.call(() -> client.segments().upsertCustomer(request));
            output.show(screen, answer, () -> say(answer));
            return ExitCode.DONE;
        }
    }

    private CustomerProfile profile() {
        final CustomerProfile.Builder profile =
                CustomerProfile.newBuilder().setTier(tier).addAllRisks(risks == null ? List.of() : risks);
        if (isWithheld) {
            profile.setPersonalization(false);
        }
        (words == null ? Map.<String, String>of() : words).forEach((name, word) -> set(profile, name, word));
        return profile.build();
    }

    private static void set(final CustomerProfile.Builder profile, final String name, final String word) {
        final FieldDescriptor field = word(name);
        if (field == null) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "--set: a profile has no word " + name + "; there are "
                            + CustomerProfile.getDescriptor().getFields().stream()
                                    .map(FieldDescriptor::getName)
                                    .filter(one -> word(one) != null)
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
        final var second = WORDS_IN_A_ROW.matcher(word);
        if (second.matches() && word(second.group(1)) != null) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "--set: give each word with a --set of its own: --set " + name + "=... --set " + second.group(1)
                            + "=...; a comma belongs to the value.");
        }
        profile.setField(field, word);
    }

    // The tier and the risks have options of their own.
    private static @Nullable FieldDescriptor word(final String name) {
        final FieldDescriptor field = CustomerProfile.getDescriptor().findFieldByName(name);
        return field == null
                        || field.getJavaType() != FieldDescriptor.JavaType.STRING
                        || field.isRepeated()
                        || name.equals("tier")
                ? null
                : field;
    }

    private void say(final UpsertCustomerResponse answer) {
        new CorrectionLine(screen).print(answer.getOutcome(), answer.getSourceVersion());
        if (answer.getUnknownWordsCount() > 0) {
            screen.say(screen.doubtful("The current table does not know the word in "
                    + String.join(", ", answer.getUnknownWordsList()) + "."));
        }
    }
}
