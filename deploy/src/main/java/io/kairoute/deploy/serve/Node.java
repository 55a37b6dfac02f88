package io.kairoute.deploy.serve;

import io.kairoute.deploy.Refusal;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.control.ControlPlane;
import io.kairoute.gateway.control.ControlSettings;
import io.kairoute.gateway.control.call.ControlServices;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.gateway.history.ChunkClaims;
import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.gateway.history.DecisionLogSettings;
import io.kairoute.gateway.history.decisions.DecisionArchive;
import io.kairoute.gateway.history.decisions.DecisionServices;
import io.kairoute.gateway.node.GatewayServer;
import io.kairoute.gateway.sets.SegmentServices;
import io.kairoute.gateway.sets.TenantLog;
import io.kairoute.gateway.sets.TenantSegments;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.store.DataDirectory;
import io.kairoute.router.store.TenantSecret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A running node.
 *
 * <p>What was started last is stopped first: the listeners, then the segment sets, then the data directory, which is
 * marked as cleanly closed when everything in it is. Thread-safe after {@link #start}.
 */
public final class Node implements AutoCloseable {
    /** The control log's file in the data directory. */
    public static final String CONTROL_LOG = "control.db";
    /** The control log's key, where configuration names no other file. */
    public static final String CONTROL_KEY = "control.key";

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Map<String, TenantSegments> tenants = new HashMap<>();
    private @Nullable GatewayServer server;

    private Node() {}

    /**
     * Starts a node.
     *
     * @param purpose what the data directory's lock says of this process
     * @throws Refusal when the configuration lacks something, or a table has errors
     * @throws io.kairoute.router.store.StoreException when the data directory cannot be used
     * @throws io.kairoute.gateway.node.StartException when a listener cannot be brought up
     */
    public static Node start(final GatewayConfig config, final String purpose, final NodeNotes notes) {
        final Node node = new Node();
        try {
            node.bringUp(config, purpose, notes);
            return node;
        } catch (final RuntimeException | Error e) {
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
        tenants.values().forEach(TenantSegments::await);
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
        if (config.tables().isEmpty() && !Files.exists(dataDir.resolve(CONTROL_LOG))) {
            throw new Refusal("No table is set, so there is nothing to route by; give --table, or tables in the"
                    + " configuration.");
        }
        // Before anything is opened: a table with errors is the most likely reason not to start.
        config.tables().values().forEach(Tables::read);

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
        final Map<String, KeyHasher> hashers = new HashMap<>();
        config.tenants()
                .forEach(id ->
                        hashers.put(id, TenantSecret.open(directory.tenant(id)).hasher()));
        final ChainKey key = controlKey(config, dataDir);
        final ControlPlane control = openControl(config, dataDir, key, holders, hashers);
        started.push(() -> {
            if (server != null) {
                sayHeads(control, notes);
            }
            control.close();
        });
        warnOfKeyBesideLog(config, notes);
        final DecisionLog decisions = config.decisions().isEnabled() ? decisionLog(config, directory, holders) : null;
        final DecisionArchive archive = new DecisionArchive(
                dataDir.resolve(CONTROL_LOG),
                key,
                hashers,
                id -> directory.tenant(id).decisions(),
                decisions == null ? new ChunkClaims(InstantSource.system()) : decisions.claims());
        started.push(archive);
        if (decisions != null) {
            started.push(decisions);
        }
        hashers.forEach((id, hasher) -> {
            final TenantSegments tenant = TenantSegments.open(
                    id,
                    directory.tenant(id),
                    hasher,
                    control,
                    TenantLog.of(decisions, holders.ordinal(id)),
                    openers,
                    notes::say);
            started.push(tenant);
            tenants.put(id, tenant);
        });
        config.tables().forEach((tenant, file) -> control.configure(tenant, Tables.document(file)));
        server = GatewayServer.start(
                config,
                holders,
                ordinal -> control.hasTable(holders.id(ordinal)),
                SegmentServices.addTo(DecisionServices.addTo(ControlServices.of(control), control, archive), tenants),
                decisions,
                GatewayServer::warmUp);
        started.push(server);
        server.meters().showControlFaults(control::faults);
        control.publications().loops(server.loops());
    }

    private static DecisionLog decisionLog(
            final GatewayConfig config, final DataDirectory directory, final TenantDirectory holders) {
        final DecisionLogSettings usual = DecisionLogSettings.DEFAULT;
        return new DecisionLog(
                ordinal -> directory.tenant(holders.id(ordinal)).decisions(),
                new DecisionLogSettings(
                        usual.ringBytes(),
                        usual.chunkBytes(),
                        TimeUnit.DAYS.toMillis(config.decisions().retentionDays()),
                        (long) config.decisions().mostGib() << 30),
                InstantSource.system());
    }

    // Noted outside this machine, a head shows whether the log's end was cut off meanwhile.
    private static void sayHeads(final ControlPlane control, final NodeNotes notes) {
        control.heads().forEach((tenant, head) -> {
            if (head.count() > 0) {
                notes.say("tenant " + tenant + ": audit head " + head
                        + "; note it elsewhere, for kairoute audit verify --head " + tenant + "=" + head);
            }
        });
    }

    private static void warnOfKeyBesideLog(final GatewayConfig config, final NodeNotes notes) {
        final boolean isReachable = !config.route().address().isLoopback()
                || !config.admin().address().isLoopback();
        if (config.control().keyFile() == null && isReachable) {
            notes.say(
                    "WARNING: the control log's key lies beside the log, so whoever can write the data directory can forge"
                            + " the audit trail; set control.key_file to a file on another disk");
        }
    }

    private static ChainKey controlKey(final GatewayConfig config, final Path dataDir) {
        final Path configured = config.control().keyFile();
        return ChainKey.open(
                configured == null ? dataDir.resolve(CONTROL_KEY) : configured,
                Files.exists(dataDir.resolve(CONTROL_LOG)));
    }

    private static ControlPlane openControl(
            final GatewayConfig config,
            final Path dataDir,
            final ChainKey key,
            final TenantDirectory holders,
            final Map<String, KeyHasher> hashers) {
        final SqliteControlLog log = SqliteControlLog.open(dataDir.resolve(CONTROL_LOG), key);
        try {
            return new ControlPlane(
                    log,
                    holders,
                    hashers,
                    new ControlSettings(
                            config.control().approvals(), config.control().keptRevisions()),
                    InstantSource.system());
        } catch (final RuntimeException e) {
            log.close();
            throw e;
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
