package io.kairoute.node.demo;

import io.kairoute.ctl.terminal.Screen;
import io.kairoute.routing.v1.RouteRequest;
import java.nio.file.Path;

/** Tells a person what to try against the running demo; every line can be typed as it stands. */
public final class NextSteps {
    private static final String TRY_OUTAGE =
            "{\"contact_id\":\"c-1\",\"channel\":\"VOICE\",\"customer_key\":\"%s\",\"intent\":\"no_internet\","
                    + "\"intent_confidence\":0.95,\"region\":\"US-FL\"}";

    private final Screen screen;

    /** Makes the text for one screen. */
    public NextSteps(final Screen screen) {
        this.screen = screen;
    }

    /**
     * Prints the lines.
     *
     * @param customer somebody of the day, to ask about
     */
    public void print(final DemoFiles files, final RouteRequest customer, final int routePort, final int adminPort) {
        final String key = customer.getCustomerKey();
        final String command = command();
        screen.out().println();
        screen.say("  " + screen.bold("Try next, in another terminal"));
        step(
                "what routing does, in a browser: contacts go on coming, and in a minute fibre fails again",
                "http://localhost:" + adminPort + "/now");
        step(
                "the outage, over JSON",
                "curl -s localhost:" + routePort + "/v1/route -H 'Content-Type: application/json' -d '"
                        + TRY_OUTAGE.formatted(key) + "'");
        step(
                "the same customer leaves, over gRPC",
                command + " route --target localhost:" + routePort + " --customer " + key
                        + " --channel voice --intent cancel");
        final String root = System.getProperty("kairoute.root");
        if (root != null) {
            step(
                    "the same from Python (python3-grpcio, protobuf-compiler)",
                    "/usr/bin/python3 " + Path.of(root, "deploy/examples/python/route.py") + " --target localhost:"
                            + routePort + " --customer " + key + " --intent cancel");
        }
        step("what the node counts", "curl -s localhost:" + adminPort + "/metrics");
        step(
                "what decided all this, and each of the day's decisions",
                "less " + files.table() + " " + files.decisions());
        screen.out().println();
    }

    private void step(final String what, final String line) {
        screen.say("  " + screen.faint("# " + what));
        screen.say("  " + screen.typed(line));
    }

    // The launcher says how it was called; without it there is the jar.
    private static String command() {
        final String launcher = System.getProperty("kairoute.command");
        return launcher != null ? launcher : "java -jar " + System.getProperty("java.class.path");
    }
}
