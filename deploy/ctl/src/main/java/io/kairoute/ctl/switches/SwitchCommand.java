package io.kairoute.ctl.switches;

import io.kairoute.control.v1.ListSwitchesRequest;
import io.kairoute.control.v1.ListSwitchesResponse;
import io.kairoute.control.v1.SetSwitchRequest;
import io.kairoute.control.v1.SetSwitchResponse;
import io.kairoute.control.v1.Switch;
import io.kairoute.ctl.change.Reason;
import io.kairoute.ctl.connection.ControlClient;
import io.kairoute.ctl.connection.ServerOptions;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.Confirmation;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.time.Times;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Switches stage two or experiments off for a time, or on again; without arguments shows both. */
@Command(
        name = "switch",
        description =
                "Switches stage two or experiments of a running node off for a time, or on again; without a name it"
                        + " shows both.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute switch stage-two off --for 1h --reason \"the new segment set is wrong\"",
            "  kairoute switch stage-two on --reason \"mended\"",
            "  kairoute switch"
        })
public final class SwitchCommand implements Callable<Integer> {
    private final Screen screen;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Parameters(index = "0", arity = "0..1", paramLabel = "SWITCH", description = "stage-two or experiments.")
    private @Nullable String name;

    @Parameters(index = "1", arity = "0..1", paramLabel = "on|off", description = "What to do.")
    private @Nullable String state;

    @Option(names = "--for", paramLabel = "SPAN", description = "For how long it is off, such as 1h or 1h30m.")
    private @Nullable String span;

    @Mixin
    private final Reason reason = new Reason();

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    /** The command. */
    public static CommandLine of(final Screen screen) {
        return new CommandLine(new SwitchCommand(screen));
    }

    SwitchCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        try (ControlClient client = new ControlClient(server)) {
            if (name == null) {
                final ListSwitchesResponse both = client.call(() -> client.queues()
                        .listSwitches(ListSwitchesRequest.newBuilder()
                                .setTenant(server.tenant())
                                .build()));
                output.show(screen, both, () -> both.getSwitchesList().forEach(this::show));
            } else {
                final SetSwitchRequest request = request(name, String.valueOf(state));
                final SetSwitchResponse now = client.call(() -> client.queues().setSwitch(request));
                output.show(screen, now, () -> show(now.getSwitch()));
            }
            return ExitCode.DONE;
        }
    }

    private SetSwitchRequest request(final String of, final String to) {
        if (!to.equals("on") && !to.equals("off")) {
            throw new Refusal(
                    ExitCode.USAGE, "Say on or off: kairoute switch " + of + " off --for 1h --reason \"...\".");
        }
        final SetSwitchRequest.Builder request = SetSwitchRequest.newBuilder()
                .setTenant(server.tenant())
                .setSwitch(of.toLowerCase(Locale.ROOT).replace('-', '_'))
                .setOff(to.equals("off"))
                .setReason(reason.text());
        if (span != null) {
            if (Times.isLong(Times.spanMs("--for", span))) {
                confirmation.ask(screen, "Switch " + of + " off for " + span + "?");
            }
            request.setExpireTime(Times.after("--for", span, System.currentTimeMillis()));
        }
        return request.build();
    }

    private void show(final Switch shown) {
        final String label = shown.getSwitch().replace('_', '-');
        screen.say(
                shown.getOff()
                        ? screen.doubtful(label + " is off until " + Times.text(shown.getExpireTime()) + ", by "
                                + shown.getSetBy() + ": " + shown.getReason())
                        : label + " is on");
    }
}
