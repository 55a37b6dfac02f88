package io.kairoute.node.decisions;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.past.LogHealth;
import io.kairoute.ctl.past.StoredTenant;
import io.kairoute.gateway.control.SnapshotHistory;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.gateway.history.ChunkReader;
import io.kairoute.gateway.node.StoredContents;
import io.kairoute.node.audit.ControlChain;
import io.kairoute.router.store.TenantFolder;
import io.kairoute.router.store.TenantSecret;
import java.nio.file.Files;
import java.nio.file.Path;

/** A tenant's past in a data directory, with what is needed to make its decisions again. */
public final class StoredPast {
    private final StoredTenant stored;

    /** The past of a tenant in a data directory. */
    public StoredPast(final StoredTenant stored) {
        this.stored = stored;
    }

    /** The tenant's folder, which must be there. */
    TenantFolder folder() {
        final Path directory = stored.directory();
        final Path folder = directory.resolve("tenants").resolve(TenantFolder.nameOf(stored.tenant()));
        if (!Files.isDirectory(folder)) {
            throw new Refusal(ExitCode.NOT_FOUND, "There is no tenant " + stored.tenant() + " in " + directory + ".");
        }
        return new TenantFolder(folder, true);
    }

    /** The file of the control log. */
    public Path controlLog() {
        return stored.directory().resolve(StoredContents.CONTROL_LOG);
    }

    /** The file of the control log's key. */
    public Path controlKey() {
        final Path named = stored.controlKeyFile();
        return named == null ? stored.directory().resolve(StoredContents.CONTROL_KEY) : named;
    }

    /** The control log, to read beside the node that writes it. */
    ControlLog openLog() {
        return SqliteControlLog.openToRead(controlLog(), ControlChain.key(controlKey()));
    }

    /** What was compiled when. */
    SnapshotHistory history(final ControlLog log) {
        return new SnapshotHistory(stored.tenant(), TenantSecret.open(folder()).hasher(), log);
    }

    /** What a reader found wrong. */
    static LogHealth health(final ChunkReader reader) {
        return new LogHealth(reader.unfinished(), reader.lost(), reader.damaged(), reader.cutBytes());
    }
}
