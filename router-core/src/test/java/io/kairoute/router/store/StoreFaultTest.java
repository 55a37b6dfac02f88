package io.kairoute.router.store;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every step of writing to the disk fails once, under the data directory, secrets and segment sets. */
class StoreFaultTest {
    @TempDir
    private Path directory;

    @Test
    void shouldRefusePreciselyAndBeCleanAfterwards() throws Exception {
        final String said = FaultStage.play(directory, StoreFaultChild.class);

        assumeTrue(said != null, "no faults can be made here");
        assertTrue(said != null && said.endsWith("done\n"), said);
    }
}
