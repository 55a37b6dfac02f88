package io.kairoute.node.key;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.gateway.identity.NewKey;
import io.kairoute.gateway.identity.Role;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an API key: prints it once, and the line that lets it in. */
@Command(
        name = "new",
        description =
                "Makes an API key. Prints the key alone, which is kept nowhere, to standard output, and its line for the"
                        + " credentials file to standard error.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute key new pbx-1 --role route --platform connect",
            "  (umask 077; kairoute key new pbx-1 > pbx-1.key)",
            "",
            "The line goes under \"keys:\" in the file that identity.credentials names; a running node sees it within"
                    + " seconds."
        })
final class KeyNewCommand implements Callable<Integer> {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final Screen screen;

    @Parameters(paramLabel = "NAME", description = "Who will use it; the name shows in the audit trail.")
    private @Nullable String name;

    @Option(names = "--tenant", paramLabel = "ID", description = "Its tenant. Default: default.")
    private String tenant = "default";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            split = ",",
            description =
                    "What it may do: route, viewer, operator, editor, approver, publisher, data, report or admin; may be"
                            + " given several times. Default: route.")
    private List<String> roles = List.of("route");

    @Option(names = "--platform", paramLabel = "NAME", description = "Whose queue references it gets, such as connect.")
    private @Nullable String platform;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    KeyNewCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        final String line = "  - {name: " + plain("NAME", String.valueOf(name)) + ", sha256: %s, tenant: "
                + plain("--tenant", tenant) + ", roles: [" + String.join(", ", checkedRoles()) + "]"
                + (platform == null ? "" : ", platform: " + plain("--platform", platform)) + "}";
        final NewKey key = NewKey.make(new SecureRandom());
        final String entry = line.formatted(key.sha256());
        output.show(
                screen,
                Map.of("name", String.valueOf(name), "key", key.key(), "sha256", key.sha256(), "line", entry.strip()),
                () -> {
                    screen.say(key.key());
                    screen.tell("The key is shown this once. Its line for the credentials file, under \"keys:\":");
                    screen.tell(entry);
                });
        return ExitCode.DONE;
    }

    private List<String> checkedRoles() {
        final List<String> known = Role.given().stream().map(Role::label).toList();
        for (final String role : roles) {
            if (!known.contains(role)) {
                throw new Refusal(
                        ExitCode.USAGE,
                        "--role: there is no role " + role + "; there are " + String.join(", ", known) + ".");
            }
        }
        return roles;
    }

    /** Anything else would need quotes in the line. */
    private static String plain(final String what, final String text) {
        if (!PLAIN.matcher(text).matches()) {
            throw new Refusal(ExitCode.USAGE, what + ": take up to 64 letters, digits, dots, dashes and underscores.");
        }
        return text;
    }
}
