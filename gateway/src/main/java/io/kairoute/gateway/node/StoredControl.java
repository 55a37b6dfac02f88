package io.kairoute.gateway.node;

import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.control.ControlPlane;
import io.kairoute.gateway.control.ControlSettings;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.snapshot.TenantDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The control plane over the control log of a data directory. Thread-safe.
 *
 * @param log the control log's file
 * @param key what the log's chain is signed with
 * @param isServed whether the node's listeners came up
 */
record StoredControl(Path log, ChainKey key, ControlPlane plane, AtomicBoolean isServed) {
    /** Opens it, and publishes each tenant's first snapshot. */
    static StoredControl open(
            final GatewayConfig config,
            final DataOwner owner,
            final TenantDirectory tenants,
            final Map<String, KeyHasher> hashers,
            final Closing opened) {
        final Path file = owner.directory().resolve(StoredContents.CONTROL_LOG);
        final ChainKey key = key(config, owner.directory(), file);
        final SqliteControlLog log = opened.open("the control log", () -> SqliteControlLog.open(file, key));
        log.verifyRepeatedly(InstantSource.system());
        final ControlPlane plane = opened.open(
                "the control plane",
                () -> new ControlPlane(
                        log,
                        tenants,
                        hashers,
                        new ControlSettings(
                                config.control().approvals(), config.control().keptRevisions()),
                        InstantSource.system()));
        final StoredControl control = new StoredControl(file, key, plane, new AtomicBoolean());
        opened.open("the heads of the audit trail", () -> (AutoCloseable) () -> control.sayHeads(owner.notes()));
        warnOfKeyBesideLog(config, owner.notes());
        return control;
    }

    /** Has the listeners of a node told of what is published, and the node of what the control thread meets. */
    void serve(final Node node) {
        node.meters().showControlFaults(plane, ControlPlane::faults);
        node.meters().showControlIntact(plane, ControlPlane::isLogIntact);
        node.meters().showPublishes(plane.meter());
        plane.publications().loops(node.loops());
        isServed.set(true);
    }

    // Noted outside this machine, a head shows whether the log's end was cut off meanwhile.
    private void sayHeads(final Consumer<String> notes) {
        if (!isServed.get()) {
            return;
        }
        plane.heads().forEach((tenant, head) -> {
            if (head.count() > 0) {
                notes.accept("tenant " + tenant + ": note --head " + tenant + "=" + head
                        + " elsewhere; by it kairoute audit verify finds later whether the end was cut off");
            }
        });
    }

    private static ChainKey key(final GatewayConfig config, final Path directory, final Path log) {
        final Path configured = config.control().keyFile();
        return ChainKey.open(
                configured == null ? directory.resolve(StoredContents.CONTROL_KEY) : configured, Files.exists(log));
    }

    private static void warnOfKeyBesideLog(final GatewayConfig config, final Consumer<String> notes) {
        final boolean isReachable = !config.route().address().isLoopback()
                || !config.admin().address().isLoopback();
        if (config.control().keyFile() == null && isReachable) {
            notes.accept(
                    "WARNING: the control log's key lies beside the log, so whoever can write the data directory can forge"
                            + " the audit trail; set control.key_file to a file on another disk");
        }
    }
}
