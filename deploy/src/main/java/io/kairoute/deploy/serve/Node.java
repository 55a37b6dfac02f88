package io.kairoute.deploy.serve;

import io.kairoute.deploy.Refusal;
import io.kairoute.deploy.replay.Target;
import io.kairoute.gateway.admin.AdminServices;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.config.RouteConfig;
import io.kairoute.gateway.start.GatewayServer;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.store.DataDirectory;
import io.kairoute.router.table.TableDefinition;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A running node.
 *
 * <p>What was started last is stopped first: the listeners, then the segment sets, then the data directory, which is
 * marked as cleanly closed when everything in it is. Thread-safe after {@link #start}.
 */
public final class Node implements AutoCloseable {
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Map<String, TenantNode> tenants = new HashMap<>();
    private @Nullable GatewayServer server;

    private Node() {}

    /**
     * Starts a node.
     *
     * @param purpose what the data directory's lock says of this process
     * @throws Refusal when the configuration lacks something, or a table has errors
     * @throws io.kairoute.router.store.StoreException when the data directory cannot be used
     * @throws io.kairoute.gateway.start.StartException when a listener cannot be brought up
     */
    public static Node start(final GatewayConfig config, final String purpose, final NodeNotes notes) {
        final Node node = new Node();
        try {
            node.bringUp(config, purpose, notes);
            return node;
        } catch (final RuntimeException e) {
            node.close();
            throw e;
        }
    }

    /** The port that routing calls are taken on. */
    public int routePort() {
        return server == null ? 0 : server.routePort();
    }

    /** The port of health, metrics and administration. */
    public int adminPort() {
        return server == null ? 0 : server.adminPort();
    }

    /** Waits until every tenant's segment set is open. */
    public void awaitSegments() {
        tenants.values().forEach(TenantNode::awaitSegments);
    }

    /** Whether anything of the node is still up. */
    public synchronized boolean isRunning() {
        return !started.isEmpty();
    }

    @Override
    public synchronized void close() {
        while (!started.isEmpty()) {
            close(started.pop());
        }
    }

    private void bringUp(final GatewayConfig config, final String purpose, final NodeNotes notes) {
        final Path dataDir = config.dataDir();
        if (dataDir == null) {
            throw new Refusal("No data directory is set; give --data-dir, or data_dir in the configuration.");
        }
        if (config.tables().isEmpty()) {
            throw new Refusal("No table is set, so there is nothing to route by; give --table, or tables in the"
                    + " configuration.");
        }
        // Before anything is opened: a table with errors is the most likely reason not to start.
        final Map<String, TableDefinition> tables = new HashMap<>();
        config.tables().forEach((tenant, file) -> tables.put(tenant, Tables.read(file)));

        final DataDirectory directory = DataDirectory.open(dataDir, purpose, InstantSource.system());
        started.push(directory);
        directory.notes().forEach(notes::say);
        final ExecutorService openers = Executors.newSingleThreadExecutor(task -> {
            final Thread thread = new Thread(task, "kairoute-segments");
            thread.setDaemon(true);
            return thread;
        });
        started.push(openers::shutdown);
        final TenantDirectory holders = new TenantDirectory(config.tenants());
        for (int ordinal = 0; ordinal < holders.count(); ordinal++) {
            final String id = holders.id(ordinal);
            final TableDefinition table = tables.get(id);
            if (table != null) {
                final TenantNode tenant =
                        TenantNode.open(id, directory.tenant(id), table, holders.holder(ordinal), openers, notes);
                started.push(tenant);
                tenants.put(id, tenant);
            }
        }
        server = GatewayServer.start(
                config,
                holders,
                ordinal -> tables.containsKey(holders.id(ordinal)),
                new AdminServices(),
                up -> warmUp(config.route(), up));
        started.push(server);
    }

    private static void warmUp(final RouteConfig route, final GatewayServer up) {
        if (route.tls() == null) {
            final String host = route.address().host();
            final boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
            final Target self = new Target(everywhere ? "127.0.0.1" : host, up.routePort());
            up.whileLent(key -> Warmup.ask(self.with(key)));
        }
    }

    private static void close(final AutoCloseable part) {
        try {
            part.close();
        } catch (final RuntimeException e) {
            throw e;
        } catch (final Exception e) {
            throw new IllegalStateException("closing " + part, e);
        }
    }
}
