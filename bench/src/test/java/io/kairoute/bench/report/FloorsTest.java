package io.kairoute.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.bench.report.Floors.Verdict;
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
    void shouldCallAPromiseBrokenThatIsMissedByTheLeast() throws Exception {
        assertEquals(
                List.of(
                        "bytes is 0.01, promised is 0 exactly",
                        "high is 9.99, promised is at least 10",
                        "low is 1.51, promised is at most 1.5"),
                floors().judge(Map.of("bytes", 0.01, "low", 1.51, "high", 9.99)).stream()
                        .filter(Verdict::isRed)
                        .map(Verdict::words)
                        .toList());
    }

    @Test
    void shouldCallAKeptPromiseCloseWithinItsMargin() throws Exception {
        assertEquals(
                List.of(Verdict.State.KEPT, Verdict.State.CLOSE, Verdict.State.CLOSE),
                states(Map.of("bytes", 0.0, "low", 1.5, "high", 10.0)));
        assertEquals(
                List.of(Verdict.State.KEPT, Verdict.State.KEPT, Verdict.State.KEPT),
                states(Map.of("bytes", 0.0, "low", 1.2, "high", 11.0)));
    }

    @Test
    void shouldNameAFigureThatWasNotMeasured() throws Exception {
        assertEquals(
                List.of("high was not measured, promised is at least 10"),
                floors().judge(Map.of("bytes", 0.0, "low", 1.0)).stream()
                        .filter(Verdict::isRed)
                        .map(Verdict::words)
                        .toList());
    }

    private List<Verdict.State> states(final Map<String, Double> figures) throws Exception {
        return floors().judge(figures).stream().map(Verdict::state).toList();
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

        assertTrue(floors.judge(Map.of()).stream()
                .anyMatch(verdict -> verdict.name().equals("core.route.bytes_per_op")));
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
