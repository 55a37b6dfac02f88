package io.kairoute.node.decisions;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.past.DecisionSource;
import io.kairoute.ctl.past.LogHealth;
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
    private final DecisionSource source;

    /** The past that options lead to. */
    public StoredPast(final DecisionSource source) {
        this.source = source;
    }

    /** The tenant's folder, which must be there. */
    TenantFolder folder() {
        final Path directory = source.directory();
        final Path folder = directory.resolve("tenants").resolve(TenantFolder.nameOf(source.tenant()));
        if (!Files.isDirectory(folder)) {
            throw new Refusal(ExitCode.NOT_FOUND, "There is no tenant " + source.tenant() + " in " + directory + ".");
        }
        return new TenantFolder(folder, true);
    }

    /** The file of the control log. */
    public Path controlLog() {
        return source.directory().resolve(StoredContents.CONTROL_LOG);
    }

    /** The file of the control log's key. */
    public Path controlKey() {
        final Path named = source.controlKeyFile();
        return named == null ? source.directory().resolve(StoredContents.CONTROL_KEY) : named;
    }

    /** The control log, to read beside the node that writes it. */
    ControlLog openLog() {
        return SqliteControlLog.openToRead(controlLog(), ControlChain.key(controlKey()));
    }

    /** What was compiled when. */
    SnapshotHistory history(final ControlLog log) {
        return new SnapshotHistory(source.tenant(), TenantSecret.open(folder()).hasher(), log);
    }

    /** What a reader found wrong. */
    static LogHealth health(final ChunkReader reader) {
        return new LogHealth(reader.unfinished(), reader.lost(), reader.damaged(), reader.cutBytes());
    }
}
