package io.kairoute.ctl.past;

import io.kairoute.ctl.access.WayIn;
import io.kairoute.ctl.connection.ServerOptions;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a node's past is: in a data directory, with what is needed to make decisions again, or on a running node. */
public final class DecisionSource {
    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Read this data directory, beside a node or without one.")
    private @Nullable Path dataDir;

    @Option(
            names = "--tenant",
            paramLabel = "ID",
            description = "The tenant. Default: the credential's own, or default.")
    private @Nullable String tenant;

    @Option(
            names = "--control-key-file",
            paramLabel = "FILE",
            description = "With --data-dir: the control log's key. Default: control.key in there.")
    private @Nullable Path controlKeyFile;

    @Option(
            names = "--target",
            paramLabel = "HOST:PORT",
            description = "Without --data-dir: the node's admin listener. Default: " + ServerOptions.DEFAULT + ".")
    private @Nullable String target;

    @Mixin
    private WayIn way = new WayIn();

    /** Makes a source without values; the command line fills it. */
    public DecisionSource() {}

    /** Whether a running node is asked. */
    public boolean isRemote() {
        if (target != null && dataDir != null) {
            throw new Refusal(ExitCode.USAGE, "Give --data-dir or --target, not both.");
        }
        return dataDir == null;
    }

    /** The running node. */
    public ServerOptions server() {
        return ServerOptions.of(target, tenant, way);
    }

    /** The tenant in the data directory, which must be there. */
    public StoredTenant stored() {
        if (dataDir == null) {
            throw new Refusal(ExitCode.USAGE, "This needs the data directory; give --data-dir.");
        }
        return StoredTenant.of(dataDir, tenant, controlKeyFile);
    }
}
