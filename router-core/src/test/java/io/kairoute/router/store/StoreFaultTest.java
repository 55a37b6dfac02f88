package io.kairoute.router.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

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

        assertTrue(said.endsWith("done\n"), said);
    }
}
