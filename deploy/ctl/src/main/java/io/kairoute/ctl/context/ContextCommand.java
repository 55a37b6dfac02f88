package io.kairoute.ctl.context;

import io.kairoute.ctl.access.Context;
import io.kairoute.ctl.access.Contexts;
import io.kairoute.ctl.access.Surroundings;
import io.kairoute.ctl.connection.Target;
import io.kairoute.ctl.help.Group;
import io.kairoute.ctl.help.Wanted;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.TextTable;
import io.kairoute.ctl.terminal.TextTable.Side;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can be done with contexts, which are named nodes with the ways into them. */
@Command(
        name = "context",
        addMethodSubcommands = false,
        description = "Contexts: named nodes with the ways into them, so that nobody types them each time.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute context set production --target https://node.example:7401 --api-key-file ~/prod.key",
            "  kairoute context use production",
            "  kairoute context list",
            "  kairoute context remove test",
            "  kairoute table list --context test",
            "",
            "They are kept in ~/.config/kairoute/contexts.yaml, which names the files of secrets and holds none.",
            "Options count first, then variables (kairoute help environment), then the context.",
            "A context's key or token is sent to the hosts of its target and route target, and to no other."
        })
public final class ContextCommand implements Runnable {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final int ANY_PORT = 1;

    private final Screen screen;
    private final Surroundings around;

    @Spec
    private @Nullable CommandSpec spec;

    /** The command, and those below it. */
    public static CommandLine of(final Screen screen, final Surroundings around, final Wanted wanted) {
        return new Group(new ContextCommand(screen, around))
                .methods("list", "use", "set", "remove")
                .line(wanted);
    }

    ContextCommand(final Screen screen, final Surroundings around) {
        this.screen = screen;
        this.around = around;
    }

    @Override
    public void run() {
        Group.ask(spec);
    }

    @Command(name = "list", description = "Lists contexts; the current one is marked.")
    int list(@Mixin final OutputOptions output) {
        final Contexts contexts = Contexts.of(around);
        final Map<String, Object> all = new LinkedHashMap<>();
        contexts.all().forEach((name, context) -> all.put(name, context.values()));
        final Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("current", contexts.current());
        answer.put("contexts", all);
        output.show(screen, answer, () -> print(contexts, output));
        return ExitCode.DONE;
    }

    private void print(final Contexts contexts, final OutputOptions output) {
        if (contexts.all().isEmpty()) {
            screen.say("There are no contexts yet; make one: kairoute context set NAME --target HOST:PORT");
            return;
        }
        final TextTable table = output.table(screen)
                .column("CURRENT", Side.LEFT)
                .column("NAME", Side.LEFT)
                .column("TARGET", Side.LEFT)
                .column("TENANT", Side.LEFT)
                .column("WAY IN", Side.LEFT);
        contexts.all()
                .forEach((name, context) -> table.row(
                        name.equals(contexts.current()) ? "*" : "",
                        name,
                        Objects.requireNonNullElse(context.value("target"), ""),
                        Objects.requireNonNullElse(context.value("tenant"), ""),
                        wayIn(context)));
        table.print();
    }

    private static String wayIn(final Context context) {
        for (final String name : new String[] {"api_key_file", "token_file", "cert"}) {
            if (context.value(name) != null) {
                return name + " " + context.value(name);
            }
        }
        return "";
    }

    @Command(name = "use", description = "Makes a context the current one.")
    int use(@Parameters(paramLabel = "NAME", description = "Which one.") final String name) {
        Contexts.of(around).use(name);
        screen.tell("Commands now ask " + name + ".");
        return ExitCode.DONE;
    }

    @Command(
            name = "set",
            description = "Makes a context, or changes what is given of one; the first is current at once.")
    int set(
            @Parameters(paramLabel = "NAME", description = "Its name.") final String name,
            @Option(names = "--target", paramLabel = "HOST:PORT", description = "The node's admin listener.")
                    final @Nullable String target,
            @Option(
                            names = "--route-target",
                            paramLabel = "HOST:PORT",
                            description = "The node's route listener. Default: the same host, port 7400.")
                    final @Nullable String routeTarget,
            @Option(names = "--tenant", paramLabel = "ID", description = "The tenant.") final @Nullable String tenant,
            @Option(names = "--api-key-file", paramLabel = "FILE", description = "A file that holds the API key.")
                    final @Nullable Path apiKeyFile,
            @Option(names = "--token-file", paramLabel = "FILE", description = "A file that holds a signed token.")
                    final @Nullable Path tokenFile,
            @Option(names = "--tls", description = "Speak TLS, and trust whom this machine trusts.") final boolean tls,
            @Option(names = "--ca", paramLabel = "FILE", description = "Speak TLS, and trust these certificates.")
                    final @Nullable Path ca,
            @Option(names = "--cert", paramLabel = "FILE", description = "With TLS: show this certificate.")
                    final @Nullable Path cert,
            @Option(names = "--key", paramLabel = "FILE", description = "The private key of --cert.")
                    final @Nullable Path key) {
        if (!NAME.matcher(name).matches()) {
            throw new Refusal(ExitCode.USAGE, "NAME: take up to 64 letters, digits, dots, dashes and underscores.");
        }
        final Contexts contexts = Contexts.of(around);
        final Context before = contexts.all().get(name);
        final Map<String, String> values = new LinkedHashMap<>(before == null ? Map.of() : before.values());
        put(values, "target", address("--target", target));
        put(values, "route_target", address("--route-target", routeTarget));
        put(values, "tenant", tenant);
        put(values, "api_key_file", absolute(apiKeyFile));
        put(values, "token_file", absolute(tokenFile));
        put(values, "tls", tls ? "true" : null);
        put(values, "ca", absolute(ca));
        put(values, "cert", absolute(cert));
        put(values, "key", absolute(key));
        if (values.get("target") == null && values.get("route_target") == null) {
            throw new Refusal(ExitCode.USAGE, "A context needs a node: give --target HOST:PORT.");
        }
        contexts.put(name, new Context(values));
        screen.tell("Kept: " + name + ", in " + contexts.file()
                + (contexts.current().equals(name)
                        ? "; it is the current one."
                        : "; use it by kairoute context use " + name + "."));
        return ExitCode.DONE;
    }

    @Command(name = "remove", description = "Takes a context away; the files it names stay.")
    int remove(@Parameters(paramLabel = "NAME", description = "Which one.") final String name) {
        Contexts.of(around).remove(name);
        screen.tell("Removed: " + name + ".");
        return ExitCode.DONE;
    }

    private static void put(final Map<String, String> values, final String name, final @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    private static @Nullable String address(final String option, final @Nullable String address) {
        if (address != null) {
            try {
                Target.parse(address.replaceFirst("^https://", "").replaceFirst("/$", ""), ANY_PORT);
            } catch (final IllegalArgumentException e) {
                throw new Refusal(ExitCode.USAGE, option + ": " + e.getMessage() + ".", e);
            }
        }
        return address;
    }

    private static @Nullable String absolute(final @Nullable Path file) {
        return file == null ? null : file.toAbsolutePath().normalize().toString();
    }
}
