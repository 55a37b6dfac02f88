package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.store.FaultStage;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every step of writing to the disk fails once, under control state and under the decision log. */
class FaultTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(classes = {ControlFaultChild.class, DecisionFaultChild.class})
    void shouldRefusePreciselyRouteOnAndBeCleanAfterwards(final Class<?> scenes) throws Exception {
        final String said = FaultStage.play(directory, scenes);

        assertTrue(said.endsWith("done\n"), said);
    }
}
