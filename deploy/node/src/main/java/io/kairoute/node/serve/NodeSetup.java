package io.kairoute.node.serve;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.node.DataOwner;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.node.StoredContents;
import io.kairoute.node.table.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Puts a node together as its configuration says, or tells what the configuration lacks. */
public final class NodeSetup {
    private NodeSetup() {}

    /**
     * A node over the data directory that is configured. Nothing is opened before it is started.
     *
     * @param purpose what the data directory's lock says of this process
     * @param notes takes what the node has to say while it starts and stops, in sentences for a person; any thread may call it
     * @throws Refusal when the configuration lacks something, or a table has errors
     */
    public static Node of(final GatewayConfig config, final String purpose, final Consumer<String> notes) {
        final Path dataDir = config.dataDir();
        if (dataDir == null) {
            throw new Refusal(
                    ExitCode.USAGE, "No data directory is set; give --data-dir, or data_dir in the configuration.");
        }
        if (config.tables().isEmpty() && !Files.exists(dataDir.resolve(StoredContents.CONTROL_LOG))) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "No table is set, so there is nothing to route by; give --table, or tables in the"
                            + " configuration.");
        }
        return Node.of(config, new StoredContents(config, new DataOwner(dataDir, purpose, notes), tables(config)));
    }

    // Before anything is opened: a table with errors is the most likely reason not to start.
    private static Map<String, byte[]> tables(final GatewayConfig config) {
        final Map<String, byte[]> documents = new HashMap<>();
        config.tables().forEach((tenant, file) -> {
            Tables.read(file);
            documents.put(tenant, Tables.document(file));
        });
        return documents;
    }
}
