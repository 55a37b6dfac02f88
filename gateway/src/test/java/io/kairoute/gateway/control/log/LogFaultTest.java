package io.kairoute.gateway.control.log;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.store.FaultStage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFaultTest {
    @TempDir
    private Path directory;

    @Test
    void shouldTellPreciselyWhatBecameOfProposalsAndSnapshotsWhereverTheDiskFails() throws Exception {
        final String said = FaultStage.play(directory, LogFaultChild.class);

        assertTrue(said.endsWith("done\n"), said);
    }
}
