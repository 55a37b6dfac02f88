package io.kairoute.ctl.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.CommandRun;
import io.kairoute.ctl.FakeServer;
import io.kairoute.ctl.outcome.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyFileTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldSendTheKeyOfAFileOverGrpcAndJson() throws Exception {
        final Path file = Files.writeString(directory.resolve("key"), "kr_secret\n");
        try (FakeServer server = new FakeServer()) {
            final CommandRun grpc = CommandRun.of(
                    "route", "--target", server.grpcTarget().authority(), "--api-key-file", file.toString());
            final CommandRun json = CommandRun.of(
                    "route", "--http", "--target", server.jsonTarget().authority(), "--api-key-file", file.toString());
            final CommandRun without =
                    CommandRun.of("route", "--target", server.grpcTarget().authority());

            assertEquals(ExitCode.DONE, grpc.code(), grpc.err());
            assertEquals(ExitCode.DONE, json.code(), json.err());
            assertEquals(ExitCode.DONE, without.code(), without.err());
            assertEquals(List.of("kr_secret", "kr_secret", "none"), server.keysSeen());
        }
    }

    @Test
    void shouldSayThatAKeyFileCannotBeRead() {
        final CommandRun run = CommandRun.of("route", "--api-key-file", "no-such-file");

        assertEquals(ExitCode.NOT_FOUND, run.code());
        assertTrue(run.err().startsWith("--api-key-file: no-such-file does not exist"), run.err());
    }
}
