package io.kairoute.router.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.Limits;
import io.kairoute.router.RouteStatus;
import io.kairoute.router.decide.Router;
import io.kairoute.router.live.QueueState;
import io.kairoute.router.live.Switches;
import io.kairoute.router.store.DataDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a routing that was closed: a directory that is free, and one clean exception. */
class EmbeddedEndTest {
    @TempDir
    private Path directory;

    @Test
    void shouldRefuseEveryCallOnceItIsClosed() {
        Host.load(directory, "october", "gold");
        final EmbeddedRouting routing = Host.open(directory);
        final ContactRouter router = routing.newRouter();
        router.route(Host.by("crm:7"));

        routing.close();
        routing.close();

        final Map<String, Executable> calls = Map.ofEntries(
                Map.entry("route", () -> router.route(Host.by("crm:7"))),
                Map.entry("explain", router::explain),
                Map.entry("router", router::router),
                Map.entry("newRouter", routing::newRouter),
                Map.entry("publish", () -> routing.publish(Host.TABLE)),
                Map.entry("declare", () -> routing.declare(List.of(), List.of())),
                Map.entry("switchOff", () -> routing.switchOff(Switches.NONE)),
                Map.entry("report", () -> routing.report(new QueueState("outage-desk", 1, 1, 1, 1))),
                Map.entry("hash", () -> routing.hash("crm:7")),
                Map.entry("segmentSets", routing::segmentSets),
                Map.entry("beginSegmentSet", () -> routing.beginSegmentSet(1)),
                Map.entry("serve", () -> routing.serve(1)),
                Map.entry("erase", () -> routing.erase("crm:7")));
        calls.forEach((name, call) -> {
            final IllegalStateException refused = assertThrows(IllegalStateException.class, call, name);
            assertTrue(String.valueOf(refused.getMessage()).contains("closed"), name);
        });
    }

    @Test
    void shouldAnswerBytesThatThereIsNoSnapshotOnceItIsClosed() {
        final EmbeddedRouting routing = Host.open(directory);
        final Router router = routing.newRouter().router();
        final byte[] request = ContactRequest.of("call-1").toBytes();
        final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_ROOM]);

        final int before = router.route(new UnsafeBuffer(request), 0, request.length, 0, 1, response, 0);
        routing.close();
        final int after = router.route(new UnsafeBuffer(request), 0, request.length, 0, 1, response, 0);

        assertTrue(before > 0, "bytes=" + before);
        assertEquals(RouteStatus.NO_SNAPSHOT, after);
    }

    @Test
    void shouldMarkTheDirectoryAsClosedAlsoOnAThreadThatIsInterrupted() {
        Host.load(directory, "october", "gold");
        final EmbeddedRouting routing = Host.open(directory);

        Thread.currentThread().interrupt();
        routing.close();
        final boolean isInterrupted = Thread.interrupted();

        assertTrue(isInterrupted, "the interrupt is for whoever comes next");
        try (DataDirectory data = DataDirectory.open(directory, "test", Host.CLOCK)) {
            assertTrue(data.wasCleanlyClosed());
        }
    }
}
