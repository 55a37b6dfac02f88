package io.kairoute.node.doctor;

import io.kairoute.ctl.offline.NodeCommand;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.status.VersionText;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.TextTable.Side;
import io.kairoute.gateway.config.ConfigException;
import io.kairoute.gateway.config.ConfigLoader;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.config.LoadedConfig;
import io.kairoute.gateway.config.Property;
import io.kairoute.node.doctor.Finding.State;
import io.kairoute.node.serve.GivenSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at a data directory and its configuration, and says what is wrong. */
@Command(
        name = "doctor",
        description = NodeCommand.Description.DOCTOR,
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute doctor --config kairoute.yaml",
            "  kairoute doctor --data-dir data -o json",
            "",
            "Exit codes: 0 nothing is wrong, 8 something is to be looked at, 1 something is wrong. Give it the KAIROUTE_JAVA_OPTS"
                    + " of the node, so that it sees the node's memory."
        })
public final class DoctorCommand implements Callable<Integer> {
    private static final String CONFIGURATION = "configuration";

    private final Screen screen;
    private final InstantSource clock = InstantSource.system();

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration, a YAML file.")
    private @Nullable Path config;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where the node keeps its state (data_dir).")
    private @Nullable Path dataDir;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Any property of the configuration, as serve is given it; may be given several times.")
    private Map<String, String> settings = Map.of();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    /** The command. */
    public static CommandLine of(final Screen screen) {
        return new CommandLine(new DoctorCommand(screen));
    }

    private DoctorCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        final Findings findings = new Findings();
        findings.ok("version", VersionText.ofProduct() + " on Java " + Runtime.version());
        if (dataDir == null && config == null && !settings.containsKey(Property.DATA_DIR.path())) {
            throw new Refusal(ExitCode.USAGE, "Name what to look at: --config, --data-dir, or both.");
        }
        look(findings);
        show(findings);
        return switch (findings.worst()) {
            case OK -> ExitCode.DONE;
            case WARN -> ExitCode.DOUBTFUL;
            case FAULT -> ExitCode.FAILED;
        };
    }

    private void look(final Findings findings) {
        try {
            final LoadedConfig loaded = ConfigLoader.load(config, GivenSettings.environment(), flags());
            loaded.unknownEnvironment()
                    .forEach(name -> findings.warn(
                            CONFIGURATION,
                            "the variable " + name + " names no property",
                            "correct its name, or remove it"));
            findings.ok(CONFIGURATION, config == null ? "no file; defaults and what was given" : config + " is read");
            new NodeLook(loaded.config(), findings, clock).look(loaded.config().dataDir());
        } catch (final ConfigException e) {
            findings.fault(
                    CONFIGURATION,
                    withoutStop(String.valueOf(e.getMessage())),
                    "kairoute config explain tells what a property takes");
            lookWithoutConfiguration(findings);
        }
    }

    // What is stored can be told all the same, of the tenants that a node has where nobody names others.
    private void lookWithoutConfiguration(final Findings findings) {
        if (dataDir != null) {
            final GatewayConfig defaults =
                    ConfigLoader.load(null, Map.of(), Map.of()).config();
            final boolean unused = new NodeLook(defaults, findings, clock).isHeldWhenLookedAt(dataDir);
        }
    }

    private Map<Property, String> flags() {
        final Map<Property, String> flags = GivenSettings.flags(settings);
        if (dataDir != null) {
            flags.put(Property.DATA_DIR, dataDir.toString());
        }
        return flags;
    }

    private void show(final Findings findings) {
        output.show(screen, record(findings), () -> {
            final var table = output.table(screen)
                    .uncut(true)
                    .column("STATE", Side.LEFT)
                    .column("ABOUT", Side.LEFT)
                    .column("FOUND", Side.LEFT);
            findings.all().forEach(one -> table.row(word(one.state()), one.about(), sentence(one)));
            table.print();
            screen.say(verdict(findings));
        });
    }

    private String verdict(final Findings findings) {
        final State worst = findings.worst();
        final long count =
                findings.all().stream().filter(one -> one.state() != State.OK).count();
        return switch (worst) {
            case OK -> screen.good("Nothing is wrong.");
            case WARN -> screen.doubtful("Nothing is wrong yet; look at " + count + " of these.");
            case FAULT -> screen.bad("Something is wrong; look at " + count + " of these.");
        };
    }

    private static String sentence(final Finding one) {
        return one.found() + (one.todo().isEmpty() ? "" : "; do: " + one.todo());
    }

    private static String word(final State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String withoutStop(final String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private static Map<String, Object> record(final Findings findings) {
        final Map<String, Object> record = new LinkedHashMap<>();
        record.put("state", findings.worst().name());
        final List<Map<String, String>> all =
                findings.all().stream().map(DoctorCommand::record).toList();
        record.put("findings", all);
        return record;
    }

    private static Map<String, String> record(final Finding one) {
        final Map<String, String> record = new LinkedHashMap<>();
        record.put("state", one.state().name());
        record.put("about", one.about());
        record.put("found", one.found());
        record.put("todo", one.todo());
        return record;
    }
}
