package io.kairoute.node.serve;

import io.kairoute.ctl.offline.NodeCommand;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.gateway.config.ConfigLoader;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.config.LoadedConfig;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import io.kairoute.node.capacity.Constants;
import io.kairoute.node.capacity.MemoryLimit;
import io.kairoute.node.capacity.MemoryNeed;
import io.kairoute.node.capacity.Stock;
import io.kairoute.node.capacity.StoredKeys;
import io.kairoute.router.snapshot.TenantDirectory;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves routing until it is stopped. */
@Command(
        name = "serve",
        description = NodeCommand.Description.SERVE,
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute serve --data-dir data --table deploy/examples/telecom/table.yaml",
            "  kairoute serve --config kairoute.yaml --set identity.credentials=callers.yaml",
            "",
            "Later ones win: built-in defaults, the configuration file, KAIROUTE_... variables, these options."
        })
public final class ServeCommand implements Callable<Integer> {
    private final Screen screen;

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration, a YAML file.")
    private @Nullable Path config;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where the node keeps its state (data_dir).")
    private @Nullable Path dataDir;

    @Option(names = "--table", paramLabel = "FILE", description = "The table to serve (tables.default).")
    private @Nullable Path table;

    @Option(
            names = "--route-port",
            paramLabel = "N",
            description = "The route listener's port (route.port); 0 picks a free one. Default: 7400.")
    private @Nullable Integer routePort;

    @Option(
            names = "--admin-port",
            paramLabel = "N",
            description = "The admin listener's port (admin.port); 0 picks a free one. Default: 7401.")
    private @Nullable Integer adminPort;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Any property of the configuration, such as event_loops=2; may be given several times.")
    private Map<String, String> settings = Map.of();

    /** The command. */
    public static CommandLine of(final Screen screen) {
        return new CommandLine(new ServeCommand(screen));
    }

    ServeCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws InterruptedException {
        final LoadedConfig loaded = ConfigLoader.load(config, GivenSettings.environment(), flags());
        try (ServeLog log = ServeLog.of(loaded.config().log(), screen)) {
            serve(loaded, log);
        }
        return ExitCode.DONE;
    }

    private void serve(final LoadedConfig loaded, final ServeLog log) throws InterruptedException {
        final GatewayConfig node = loaded.config();
        log.tell(loaded);
        MemoryLimit.ofProcess().check(need(node), log::note);
        final ServiceManager manager = ServiceManager.of(System.getenv(), log::note);
        final UntilStopped until = new UntilStopped(screen, log::note, () -> manager.stopping(node.stop()), log::close);
        try (Node running = until.stops(NodeSetup.of(node, "kairoute serve", log::note))) {
            running.start();
            log.follow(running);
            until.announce(node.route().address().host(), node.admin().address().host(), running);
            manager.ready(running::loops, running::lookAtFiles);
            until.await();
        }
    }

    private static MemoryNeed need(final GatewayConfig node) {
        final Path stored = node.dataDir();
        final long keys = stored == null ? 0 : StoredKeys.of(stored, node.tenants());
        return MemoryNeed.of(Stock.found(keys, node), node.eventLoops(), Constants.shipped());
    }

    private Map<Property, String> flags() {
        final Map<Property, String> flags = GivenSettings.flags(settings);
        if (dataDir != null) {
            flags.put(Property.DATA_DIR, dataDir.toString());
        }
        if (table != null) {
            flags.put(Property.TABLES, TenantDirectory.DEFAULT_TENANT + "=" + table);
        }
        if (routePort != null) {
            flags.put(Property.ROUTE_PORT, routePort.toString());
        }
        if (adminPort != null) {
            flags.put(Property.ADMIN_PORT, adminPort.toString());
        }
        return flags;
    }
}
