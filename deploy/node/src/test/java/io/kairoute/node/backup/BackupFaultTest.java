package io.kairoute.node.backup;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.store.FaultStage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every step of writing a backup, and of restoring one, fails once. */
class BackupFaultTest {
    @TempDir
    private Path directory;

    @Test
    void shouldLeaveAWholeBackupOrNone() throws Exception {
        final String said = FaultStage.play(directory, BackupFaultChild.class);

        assertTrue(said.endsWith("done\n"), said);
    }
}
