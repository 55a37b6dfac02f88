package io.kairoute.ctl.segments;

import io.kairoute.control.v1.EraseCustomerRequest;
import io.kairoute.control.v1.EraseCustomerResponse;
import io.kairoute.control.v1.GetCustomerRequest;
import io.kairoute.control.v1.GetCustomerResponse;
import io.kairoute.ctl.connection.ControlClient;
import io.kairoute.ctl.connection.ServerOptions;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.Confirmation;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Forgets one customer for good, once somebody said yes. */
@Command(
        name = "erase",
        description =
                "Forgets one customer for good: in every kept segment set, in the corrections, and in the decision log,"
                        + " where the records stay and the hash is blanked. It shows whom it reaches and asks.",
        footerHeading = "%nExample:%n",
        footer = "  kairoute segments erase crm:4711 --reason \"asked for it, ticket 12\"")
final class SegmentsEraseCommand implements Callable<Integer> {
    private final Screen screen;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "KEY", description = "Any key of the customer, as crm:4711.")
    private String key = "";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "Why; it goes into the audit trail, and must not name the customer.")
    private String reason = "";

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    SegmentsEraseCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        try (ControlClient client = new ControlClient(server)) {
            if (!confirmation.isGiven()) {
                screen.tell(reached(client));
                confirmation.ask(screen, "Erase this customer for good?");
            }
            final EraseCustomerResponse answer = client.call(() -> client.segments()
                    .eraseCustomer(EraseCustomerRequest.newBuilder()
                            .setTenant(server.tenant())
                            .setCustomerKey(key)
                            .setReason(reason)
                            .build()));
            output.show(screen, answer, () -> say(answer));
            return ExitCode.DONE;
        }
    }

    // Whoever may erase may not read everywhere; what cannot be told is said, and the question stays.
    private String reached(final ControlClient client) {
        try {
            final GetCustomerResponse known = client.call(() -> client.segments()
                    .getCustomer(GetCustomerRequest.newBuilder()
                            .setTenant(server.tenant())
                            .setCustomerKey(key)
                            .build()));
            return "  " + screen.bold(known.getMaskedKey()) + "  tier "
                    + known.getProfile().getTier()
                    + (known.getProfile().getLifecycle().isEmpty()
                            ? ""
                            : ", " + known.getProfile().getLifecycle())
                    + ", in segment set " + known.getSegmentSetVersion()
                    + (known.getCorrected() ? ", corrected by source version " + known.getSourceVersion() : "");
        } catch (final Refusal refused) {
            return screen.doubtful("  " + refused.getMessage());
        }
    }

    private void say(final EraseCustomerResponse answer) {
        final boolean isNobody = answer.getEntries() == 0 && answer.getCorrections() == 0 && answer.getDecisions() == 0;
        screen.say(
                isNobody
                        ? screen.doubtful("Nobody was known by this key; nothing was erased.")
                        : String.format(
                                Locale.ROOT,
                                "Erased: %,d entries of segment sets and %,d corrections; the hash was blanked in"
                                        + " %,d logged decisions.",
                                answer.getEntries(),
                                answer.getCorrections(),
                                answer.getDecisions()));
    }
}
