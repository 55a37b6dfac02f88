package io.kairoute.ctl.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.CommandRun;
import io.kairoute.ctl.FakeServer;
import io.kairoute.ctl.outcome.ExitCode;
import org.junit.jupiter.api.Test;

final class PushBackTest {
    @Test
    void shouldComeBackWhenTheServerSaysSo() throws Exception {
        try (FakeServer server = new FakeServer()) {
            final CommandRun run = CommandRun.of(
                    "route", "--target", server.grpcTarget().authority(), "--contact", "busy", "--intent", "outage");

            assertEquals(ExitCode.DONE, run.code(), run.err());
            assertTrue(run.out().contains("outage"), run.out());
            assertEquals(3, server.keysSeen().size());
        }
    }

    @Test
    void shouldNotComeBackUnasked() throws Exception {
        try (FakeServer server = new FakeServer()) {
            final CommandRun run =
                    CommandRun.of("route", "--target", server.grpcTarget().authority(), "--contact", "refused");

            assertEquals(ExitCode.USAGE, run.code(), run.out());
            assertEquals(1, server.keysSeen().size());
        }
    }
}
