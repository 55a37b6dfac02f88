package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.ExtendLiveOccasionRequest;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.LiveOccasionServiceGrpc;
import io.kairoute.control.v1.ResolveLiveOccasionRequest;
import io.kairoute.control.v1.WatchLiveOccasionsRequest;
import io.kairoute.control.v1.WatchLiveOccasionsResponse;
import io.kairoute.gateway.config.Property;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Watches whose connection grows old, or whose node stops. */
class WatchEndsTest {
    private static final long HOUR_MS = 3_600_000;
    private static final String PATH = "/v1/tenants/default/liveOccasions:watch";

    @TempDir
    private Path directory;

    @Test
    void shouldTellAWatchThatItsConnectionIsTooOldAndGoOnWhenItComesBack() throws Exception {
        try (ControlNode node =
                        start(Map.of(Property.ROUTE_MAX_CONNECTION_AGE, "1s", Property.ROUTE_CONNECTION_GRACE, "30s"));
                EventClient watch = EventClient.open(node.adminPort(), PATH, "")) {
            declare(node, "first");
            final EventClient.Event seen = watch.next();

            final EventClient.Event last = watch.next();

            assertEquals("bye", last.name());
            assertTrue(last.data().contains("CONNECTION_TOO_OLD"), last.data());
            declare(node, "second");
            try (EventClient again = EventClient.open(node.adminPort(), PATH, seen.id())) {
                assertTrue(again.next().data().contains("\"second\""));
            }
        }
    }

    @Test
    void shouldEndEveryWatchWithOneStatusWhenTheNodeStops() throws Exception {
        final ControlNode node = start(Map.of());
        declare(node, "first");
        final var channel = NettyChannelBuilder.forAddress("127.0.0.1", node.adminPort())
                .usePlaintext()
                .build();
        try (EventClient lines = EventClient.open(node.adminPort(), PATH, "")) {
            assertTrue(lines.next().data().contains("\"PRESENT\""));
            final Iterator<WatchLiveOccasionsResponse> frames = LiveOccasionServiceGrpc.newBlockingStub(channel)
                    .watchLiveOccasions(WatchLiveOccasionsRequest.getDefaultInstance());
            assertEquals("PRESENT", frames.next().getEvent());

            node.close();

            final EventClient.Event last = lines.next();
            assertEquals("bye", last.name());
            assertTrue(last.data().contains("STOPPING"), last.data());
            final StatusRuntimeException end = Assertions.assertThrows(StatusRuntimeException.class, frames::next);
            assertEquals("STOPPING", Reasons.of(end));
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void shouldTellACallerThatComesBackAfterARestartWhatItMissedAndANewOneWhatIsThere() throws Exception {
        final AtomicLong nowMs = new AtomicLong(1_800_000_000_000L);
        final String seen;
        try (ControlNode node = start(nowMs)) {
            node.publish(ControlTables.withPriority(70), 0);
            declare(node, "resolved", nowMs.get() + HOUR_MS);
            declare(node, "extended", nowMs.get() + HOUR_MS);
            declare(node, "expired", nowMs.get() + HOUR_MS / 6);
            try (EventClient watch = EventClient.open(node.adminPort(), PATH, "")) {
                for (int i = 0; i < 3; i++) {
                    assertTrue(watch.next().data().contains("\"PRESENT\""));
                }
                declare(node, "seen", nowMs.get() + HOUR_MS);
                seen = watch.next().id();
            }
            node.live()
                    .resolveLiveOccasion(ResolveLiveOccasionRequest.newBuilder()
                            .setId("resolved")
                            .build());
            node.live()
                    .extendLiveOccasion(ExtendLiveOccasionRequest.newBuilder()
                            .setId("extended")
                            .setExpireTime(Timestamps.fromMillis(nowMs.get() + 2 * HOUR_MS))
                            .build());
        }
        nowMs.addAndGet(HOUR_MS / 2);

        try (ControlNode node = start(nowMs);
                EventClient again = EventClient.open(node.adminPort(), PATH, seen);
                EventClient anotherOne = EventClient.open(node.adminPort(), PATH, "")) {
            assertHeard(again, "RESOLVED", "resolved");
            assertHeard(again, "EXTENDED", "extended");
            assertHeard(again, "EXPIRED", "expired");
            assertHeard(anotherOne, "PRESENT", "extended");
            assertHeard(anotherOne, "PRESENT", "seen");
            declare(node, "next", nowMs.get() + HOUR_MS);
            assertHeard(again, "DECLARED", "next");
            assertHeard(anotherOne, "DECLARED", "next");
        }
    }

    private static void assertHeard(final EventClient watch, final String event, final String id) throws IOException {
        final EventClient.Event heard = watch.next();
        assertEquals("", heard.name());
        assertTrue(heard.data().contains("\"event\":\"" + event + "\""), heard.data());
        assertTrue(heard.data().contains("\"id\":\"" + id + "\""), heard.data());
    }

    private ControlNode start(final AtomicLong nowMs) {
        return ControlNode.start(
                directory, ControlSettings.DEFAULT, () -> Instant.ofEpochMilli(nowMs.get()), Map.of(), null);
    }

    private ControlNode start(final Map<Property, String> properties) {
        final ControlNode node =
                ControlNode.start(directory, ControlSettings.DEFAULT, InstantSource.system(), properties, null);
        // On a connection of its own, which may be old before the test is over.
        node.publish(ControlTables.withPriority(70), 0);
        return node;
    }

    private static void declare(final ControlNode node, final String id) {
        declare(node, id, System.currentTimeMillis() + HOUR_MS);
    }

    private static void declare(final ControlNode node, final String id, final long expireMs) {
        node.live()
                .declareLiveOccasion(DeclareLiveOccasionRequest.newBuilder()
                        .setLiveOccasion(LiveOccasion.newBuilder()
                                .setId(id)
                                .setOccasion("outage")
                                .addRegions("AU-VIC")
                                .setReason("cable cut")
                                .setExpireTime(Timestamps.fromMillis(expireMs)))
                        .build());
    }
}
