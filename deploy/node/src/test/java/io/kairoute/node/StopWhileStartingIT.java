package io.kairoute.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is told to stop before it is ready: it ends in good order, and leaves a data directory that the next one opens. */
final class StopWhileStartingIT {
    /** What {@code kill} makes of a process that ends by SIGTERM. */
    private static final int ENDED_BY_SIGTERM = 128 + 15;

    @TempDir
    private Path directory = Path.of("");

    /** The moments of a start that can be seen from outside: it has read its configuration; it holds the data directory. */
    @ParameterizedTest
    @ValueSource(strings = {"server.err", "data/LOCK"})
    void shouldEndInGoodOrderWhereverItsStartIs(final String moment) throws Exception {
        try (ServerProcess starting = ServerProcess.launch(directory, arguments())) {
            starting.awaitFile(directory.resolve(moment));

            assertEquals(ENDED_BY_SIGTERM, starting.stop());
        }
        final String said = Files.readString(directory.resolve("server.err"));
        assertFalse(said.contains("Exception") || said.contains("\tat "), said);

        try (ServerProcess next = ServerProcess.start(directory, arguments())) {
            assertEquals(ENDED_BY_SIGTERM, next.stop());
        }
        final String saidThen = Files.readString(directory.resolve("server.err"));
        assertFalse(saidThen.contains("did not stop cleanly"), saidThen);
        assertTrue(saidThen.contains("Stopped."), saidThen);
    }

    private String[] arguments() {
        return new String[] {
            "serve",
            "--data-dir=" + directory.resolve("data"),
            "--table=../examples/telecom/table.yaml",
            "--route-port=0",
            "--admin-port=0"
        };
    }
}
