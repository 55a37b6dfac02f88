package io.kairoute.node;

import io.kairoute.ctl.offline.NodeCommand;
import io.kairoute.ctl.offline.NodePart;
import io.kairoute.ctl.offline.OfflineWork;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.gateway.config.ConfigException;
import io.kairoute.gateway.imports.ImportException;
import io.kairoute.gateway.node.StartException;
import io.kairoute.node.audit.AuditVerifyCommand;
import io.kairoute.node.backup.BackupCommand;
import io.kairoute.node.backup.RestoreCommand;
import io.kairoute.node.capacity.CapacityCommand;
import io.kairoute.node.completion.CompletionCommand;
import io.kairoute.node.config.ConfigCommand;
import io.kairoute.node.decisions.DecisionsReplayCommand;
import io.kairoute.node.demo.DemoCommand;
import io.kairoute.node.doctor.DoctorCommand;
import io.kairoute.node.key.KeyCommand;
import io.kairoute.node.replay.ReplayCommand;
import io.kairoute.node.serve.ServeCommand;
import io.kairoute.node.table.TableCheckCommand;
import io.kairoute.node.table.TableConvertCommand;
import io.kairoute.node.table.TableSchemaCommand;
import io.kairoute.router.store.StoreException;
import picocli.CommandLine;

/** The node's part of the command line, which the command line finds as a service. */
public final class NodeCommandLine implements NodePart {
    private static final String LOCK_TIMEOUT = "net.openhft.chronicle.map.lockTimeoutSeconds";

    /** The part of this class path. */
    public NodeCommandLine() {
        shortenLockWaits();
    }

    @Override
    public void need(final NodeCommand command) {
        // All of them are here.
    }

    @Override
    public CommandLine command(final NodeCommand command, final Screen screen) {
        return switch (command) {
            case SERVE -> ServeCommand.of(screen);
            case DEMO -> DemoCommand.of(screen);
            case REPLAY -> ReplayCommand.of(screen);
            case BACKUP -> BackupCommand.of(screen);
            case RESTORE -> RestoreCommand.of(screen);
            case CAPACITY -> CapacityCommand.of(screen);
            case DOCTOR -> DoctorCommand.of(screen);
            case KEY -> KeyCommand.of(screen);
            case CONFIG -> ConfigCommand.of(screen);
            case COMPLETION -> CompletionCommand.of(screen);
            case TABLE_CHECK -> TableCheckCommand.of(screen);
            case TABLE_CONVERT -> TableConvertCommand.of(screen);
            case TABLE_SCHEMA -> TableSchemaCommand.of(screen);
            case DECISIONS_REPLAY -> DecisionsReplayCommand.of(screen);
            case AUDIT_VERIFY -> AuditVerifyCommand.of(screen);
        };
    }

    // These say in one sentence what is wrong, where, and what to do.
    @Override
    public boolean isForPeople(final Throwable failure) {
        return failure instanceof StoreException
                || failure instanceof ImportException
                || failure instanceof StartException
                || failure instanceof ConfigException;
    }

    @Override
    public OfflineWork offline() {
        return new DirectoryWork();
    }

    // Before Chronicle is loaded: it waits a minute for a lock, far too long for an event loop, and has one time for
    // all
    // maps of a process. Whoever sets another one on the command line keeps it.
    static void shortenLockWaits() {
        if (System.getProperty(LOCK_TIMEOUT) == null) {
            System.setProperty(LOCK_TIMEOUT, "1");
        }
    }
}
