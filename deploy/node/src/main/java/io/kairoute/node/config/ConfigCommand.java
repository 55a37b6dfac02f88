package io.kairoute.node.config;

import io.kairoute.ctl.help.Alike;
import io.kairoute.ctl.help.Group;
import io.kairoute.ctl.help.Wanted;
import io.kairoute.ctl.offline.NodeCommand;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.TextTable;
import io.kairoute.ctl.terminal.TextTable.Side;
import io.kairoute.gateway.config.ConfigLoader;
import io.kairoute.gateway.config.Property;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can be told of a node's configuration without a node. */
@Command(
        name = "config",
        addMethodSubcommands = false,
        description = NodeCommand.Description.CONFIG,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute config list",
            "  kairoute config explain route.tls",
            "  kairoute config check kairoute.yaml"
        })
public final class ConfigCommand implements Runnable {
    private final Screen screen;

    @Spec
    private @Nullable CommandSpec spec;

    /** The command, and those below it. */
    public static CommandLine of(final Screen screen) {
        return new Group(new ConfigCommand(screen))
                .methods("list", "explain", "check")
                .line(Wanted.ALL);
    }

    ConfigCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public void run() {
        Group.ask(spec);
    }

    @Command(name = "list", description = "Lists every property with its default.")
    int list(@Mixin final OutputOptions output) {
        final List<Property> all = Arrays.asList(Property.values());
        output.show(screen, records(all), () -> {
            final TextTable table = output.table(screen)
                    .column("PROPERTY", Side.LEFT)
                    .column("DEFAULT", Side.LEFT)
                    .column("MEANING", Side.LEFT);
            all.forEach(property -> table.row(property.path(), property.defaultText(), property.meaning()));
            table.print();
        });
        return ExitCode.DONE;
    }

    @Command(name = "explain", description = "Tells what a property means, and how it is set in each place.")
    int explain(
            @Parameters(paramLabel = "PROPERTY", description = "Such as route.port; route.tls tells of all below it.")
                    final String name,
            @Mixin final OutputOptions output) {
        final List<Property> found = named(name);
        if (found.isEmpty()) {
            throw new Refusal(ExitCode.NOT_FOUND, "There is no property " + name + like(name));
        }
        output.show(screen, records(found), () -> found.forEach(this::print));
        return ExitCode.DONE;
    }

    private void print(final Property property) {
        screen.say(screen.bold(property.path()));
        screen.say("  " + property.meaning());
        screen.say("  default      " + (property.defaultText().isEmpty() ? "nothing" : property.defaultText()));
        screen.say("  environment  " + property.environmentName());
        screen.say("  serve        --set " + property.path() + "=VALUE");
    }

    @Command(
            name = "check",
            description = "Reads a configuration file as serve does, and says whether something is wrong in it.")
    int check(@Parameters(paramLabel = "FILE", description = "The configuration, a YAML file.") final Path file) {
        ConfigLoader.load(file, Map.of(), Map.of());
        screen.say(screen.good("Nothing is wrong with " + file + "."));
        return ExitCode.DONE;
    }

    private static List<Property> named(final String name) {
        final List<Property> found = new ArrayList<>();
        for (final Property property : Property.values()) {
            if (property.path().equals(name)
                    || property.path().startsWith(name + ".")
                    || property.environmentName().equals(name)) {
                found.add(property);
            }
        }
        return found;
    }

    private static String like(final String name) {
        final List<String> paths =
                Arrays.stream(Property.values()).map(Property::path).toList();
        return Alike.of(name, paths)
                .or(() ->
                        paths.stream().filter(path -> path.endsWith("." + name)).findFirst())
                .map(path -> "; did you mean " + path + "?")
                .orElse("; kairoute config list shows all of them.");
    }

    private static List<Map<String, String>> records(final List<Property> properties) {
        final List<Map<String, String>> records = new ArrayList<>();
        for (final Property property : properties) {
            final Map<String, String> record = new LinkedHashMap<>();
            record.put("property", property.path());
            record.put("variable", property.environmentName());
            record.put("default", property.defaultText());
            record.put("meaning", property.meaning());
            records.add(record);
        }
        return records;
    }
}
