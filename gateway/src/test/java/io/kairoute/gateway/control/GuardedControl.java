package io.kairoute.gateway.control;

import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.control.call.ControlServices;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.gateway.history.decisions.DecisionArchive;
import io.kairoute.gateway.history.decisions.DecisionServices;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.identity.TestKeys;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.node.NodeParts;
import io.kairoute.gateway.node.NodeServices;
import io.kairoute.gateway.node.Served;
import io.kairoute.gateway.now.NowBoards;
import io.kairoute.gateway.now.NowServices;
import io.kairoute.gateway.now.NowSource;
import io.kairoute.gateway.outcome.OutcomeLog;
import io.kairoute.gateway.outcome.OutcomeServices;
import io.kairoute.gateway.outcome.OutcomeSettings;
import io.kairoute.gateway.sets.SegmentServices;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.store.TenantFolder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A node with a control plane for two tenants, and a key for each role in each of them. */
final class GuardedControl implements AutoCloseable {
    /** The tenants. */
    static final List<String> TENANTS = List.of("default", "bank");

    private final ControlPlane plane;
    private final DecisionArchive archive;
    private final NowBoards boards;
    private final OutcomeLog outcomes;
    private final Node server;

    private GuardedControl(final Path directory) throws Exception {
        final TestKeys keys = new TestKeys();
        for (final String tenant : TENANTS) {
            for (final Role role : Role.given()) {
                keys.add(key(tenant, role), tenant, role, "");
            }
        }
        final TenantDirectory tenants = new TenantDirectory(TENANTS);
        final KeyHasher hasher = new KeyHasher(new byte[KeyHasher.SECRET_BYTES]);
        final Map<String, KeyHasher> hashers = Map.of("default", hasher, "bank", hasher);
        final ChainKey key = ChainKey.open(directory.resolve("control.key"), false);
        plane = new ControlPlane(
                SqliteControlLog.open(directory.resolve("control.db"), key),
                tenants,
                hashers,
                ControlSettings.DEFAULT,
                InstantSource.system());
        archive = new DecisionArchive(directory.resolve("control.db"), key, hashers, directory::resolve);
        final NowSource now = new NowSource(plane, tenants, null, () -> 0, InstantSource.system());
        boards = new NowBoards(now);
        outcomes = new OutcomeLog(
                TENANTS.stream().map(id -> folder(directory, id)).toList(),
                OutcomeSettings.of(1 << 20),
                InstantSource.system());
        server = TestGateways.start(
                Map.of(
                        Property.IDENTITY_CREDENTIALS,
                        keys.write(directory.resolve("keys.yaml")).toString()),
                Served.of(tenants)
                        .where(tenant -> false)
                        .with(OutcomeServices.addTo(
                                NowServices.addTo(
                                        NodeServices.addTo(
                                                SegmentServices.addTo(
                                                        DecisionServices.addTo(
                                                                ControlServices.of(plane), plane, archive),
                                                        Map.of()),
                                                parts(directory, tenants)),
                                        now,
                                        boards),
                                outcomes,
                                archive,
                                new OutcomeServices.Told(tenants, hashers, id -> folder(directory, id), List.of()),
                                InstantSource.system())));
    }

    private static TenantFolder folder(final Path directory, final String tenant) {
        return new TenantFolder(directory.resolve(tenant), true);
    }

    private NodeParts parts(final Path directory, final TenantDirectory tenants) {
        return new NodeParts(TestGateways.config(Map.of()), tenants, plane, null, archive, directory, () -> 0, false);
    }

    static GuardedControl start(final Path directory) throws Exception {
        return new GuardedControl(directory);
    }

    Node server() {
        return server;
    }

    /** The key of whoever has this role in this tenant. */
    static String key(final String tenant, final Role role) {
        return tenant + role;
    }

    @Override
    public void close() {
        server.close();
        boards.close();
        outcomes.close();
        archive.close();
        plane.close();
    }
}
