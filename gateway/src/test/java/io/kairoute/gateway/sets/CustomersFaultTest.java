package io.kairoute.gateway.sets;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.store.FaultStage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every step of writing to the disk fails once, under corrections, imports and erasures of a running node. */
class CustomersFaultTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldRefusePreciselyRouteOnAndBeCleanAfterwards() throws Exception {
        final String said = FaultStage.play(directory, CustomersFaultChild.class);

        assertTrue(said.endsWith("done\n"), said);
    }
}
