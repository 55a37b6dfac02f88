package io.kairoute.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.outcome.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FloorsTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldHoldAllocationExactlyAndRatiosWithTheirMargin() throws Exception {
        final Floors floors = floors();

        assertEquals(List.of(), floors.breaches(Map.of("bytes", 0.0, "low", 1.79, "high", 9.01)));
        assertEquals(
                List.of(
                        "bytes is 0.01, and must be 0.0",
                        "high is 8.9, below 10.0 and its margin of 0.1",
                        "low is 1.81, above 1.5 and its margin of 0.2"),
                floors.breaches(Map.of("bytes", 0.01, "low", 1.81, "high", 8.9)));
    }

    @Test
    void shouldNameAFigureThatWasNotMeasured() throws Exception {
        assertEquals(List.of("high was not measured"), floors().breaches(Map.of("bytes", 0.0, "low", 1.0)));
    }

    @Test
    void shouldRefuseAFileThatHoldsNoFloors() throws Exception {
        final Path file = Files.writeString(directory.resolve("floors.json"), "[]");

        final Refusal refusal = assertThrows(Refusal.class, () -> Floors.read(file));

        assertTrue(String.valueOf(refusal.getMessage()).contains("cannot be read as floors"), refusal.getMessage());
    }

    @Test
    void shouldReadTheProjectsOwn() {
        final Floors floors = Floors.read(Path.of("floors.json"));

        assertTrue(floors.breaches(Map.of()).contains("core.route.bytes_per_op was not measured"));
    }

    private Floors floors() throws Exception {
        final Path file = directory.resolve("floors.json");
        Files.writeString(
                file,
                "{\"bytes\":{\"exactly\":0},\"low\":{\"at_most\":1.5,\"margin\":0.2},"
                        + "\"high\":{\"at_least\":10,\"margin\":0.1}}");
        return Floors.read(file);
    }
}
