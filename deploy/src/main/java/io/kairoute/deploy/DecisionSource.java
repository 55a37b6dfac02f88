package io.kairoute.deploy;

import io.kairoute.deploy.serve.Node;
import io.kairoute.gateway.control.SnapshotHistory;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.store.TenantFolder;
import io.kairoute.router.store.TenantSecret;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where logged decisions are, with what is needed to make them again. */
final class DecisionSource {
    @Option(names = "--data-dir", paramLabel = "DIR", required = true, description = "The data directory.")
    private @Nullable Path dataDir;

    @Option(
            names = "--tenant",
            paramLabel = "ID",
            defaultValue = TenantDirectory.DEFAULT_TENANT,
            description = "The tenant. Default: ${DEFAULT-VALUE}.")
    private String tenant = "";

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "The control log's key. Default: control.key in there.")
    private @Nullable Path keyFile;

    /** The tenant's id. */
    String tenant() {
        return tenant;
    }

    /** The tenant's folder, which must be there. */
    TenantFolder folder() {
        final Path folder = directory().resolve("tenants").resolve(TenantFolder.nameOf(tenant));
        if (!Files.isDirectory(folder)) {
            throw new Refusal("There is no tenant " + tenant + " in " + dataDir + ".");
        }
        return new TenantFolder(folder, true);
    }

    /** The control log, to read beside the node that writes it. */
    ControlLog openLog() {
        final Path directory = directory();
        return SqliteControlLog.openToRead(
                directory.resolve(Node.CONTROL_LOG),
                ChainKey.read(keyFile == null ? directory.resolve(Node.CONTROL_KEY) : keyFile));
    }

    /** The tenant's past. */
    SnapshotHistory history(final ControlLog log) {
        return new SnapshotHistory(tenant, TenantSecret.open(folder()).hasher(), log);
    }

    private Path directory() {
        if (dataDir == null || !Files.isDirectory(dataDir)) {
            throw new Refusal("There is no data directory " + dataDir + ".");
        }
        return dataDir;
    }
}
