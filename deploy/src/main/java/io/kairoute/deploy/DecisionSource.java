package io.kairoute.deploy;

import io.kairoute.deploy.control.ServerOptions;
import io.kairoute.gateway.control.SnapshotHistory;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.gateway.node.StoredContents;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.store.TenantFolder;
import io.kairoute.router.store.TenantSecret;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where logged decisions are: in a data directory, with what is needed to make them again, or on a running node. */
final class DecisionSource {
    @Option(names = "--data-dir", paramLabel = "DIR", description = "The data directory, beside a node or without one.")
    private @Nullable Path dataDir;

    @Option(
            names = "--tenant",
            paramLabel = "ID",
            defaultValue = "",
            description = "The tenant. Default: the key's own, or default.")
    private String tenant = "";

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "The control log's key. Default: control.key in there.")
    private @Nullable Path keyFile;

    @Option(names = "--target", paramLabel = "HOST:PORT", description = "Ask a running node's admin listener instead.")
    private @Nullable String target;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "With --target: speak TLS, and trust the certificates in this PEM file.")
    private @Nullable Path ca;

    /** Whether a running node is asked. */
    boolean isRemote() {
        if (target == null && dataDir == null) {
            throw new Refusal("Where are the decisions? Give --data-dir, or --target for a running node.");
        }
        return target != null;
    }

    /** The running node. */
    ServerOptions server() {
        return ServerOptions.of(target == null ? "" : target, tenant, ca);
    }

    /** The tenant's id. */
    String tenant() {
        return tenant.isEmpty() ? TenantDirectory.DEFAULT_TENANT : tenant;
    }

    /** The tenant's folder, which must be there. */
    TenantFolder folder() {
        final Path folder = directory().resolve("tenants").resolve(TenantFolder.nameOf(tenant()));
        if (!Files.isDirectory(folder)) {
            throw new Refusal("There is no tenant " + tenant() + " in " + dataDir + ".");
        }
        return new TenantFolder(folder, true);
    }

    /** The control log, to read beside the node that writes it. */
    ControlLog openLog() {
        final Path directory = directory();
        return SqliteControlLog.openToRead(
                directory.resolve(StoredContents.CONTROL_LOG),
                ChainKey.read(keyFile == null ? directory.resolve(StoredContents.CONTROL_KEY) : keyFile));
    }

    /** The tenant's past. */
    SnapshotHistory history(final ControlLog log) {
        return new SnapshotHistory(tenant(), TenantSecret.open(folder()).hasher(), log);
    }

    private Path directory() {
        if (dataDir == null) {
            throw new Refusal("This needs the data directory; give --data-dir.");
        }
        if (!Files.isDirectory(dataDir)) {
            throw new Refusal("There is no data directory " + dataDir + ".");
        }
        return dataDir;
    }
}
