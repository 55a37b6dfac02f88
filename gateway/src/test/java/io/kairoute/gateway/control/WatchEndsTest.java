package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.LiveOccasionServiceGrpc;
import io.kairoute.control.v1.WatchLiveOccasionsRequest;
import io.kairoute.control.v1.WatchLiveOccasionsResponse;
import io.kairoute.gateway.config.Property;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Watches whose connection grows old, or whose node stops. */
class WatchEndsTest {
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

            assertEquals("refused", last.name());
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
            assertEquals("refused", last.name());
            assertTrue(last.data().contains("STOPPING"), last.data());
            final StatusRuntimeException end = Assertions.assertThrows(StatusRuntimeException.class, frames::next);
            assertEquals("STOPPING", Reasons.of(end));
        } finally {
            channel.shutdownNow();
        }
    }

    private ControlNode start(final Map<Property, String> properties) {
        final ControlNode node =
                ControlNode.start(directory, ControlSettings.DEFAULT, InstantSource.system(), properties, null);
        // On a connection of its own, which may be old before the test is over.
        node.publish(ControlTables.withPriority(70), 0);
        return node;
    }

    private static void declare(final ControlNode node, final String id) {
        node.live()
                .declareLiveOccasion(DeclareLiveOccasionRequest.newBuilder()
                        .setLiveOccasion(LiveOccasion.newBuilder()
                                .setId(id)
                                .setOccasion("outage")
                                .addRegions("AU-VIC")
                                .setReason("cable cut")
                                .setExpireTime(Timestamps.fromMillis(System.currentTimeMillis() + 3_600_000)))
                        .build());
    }
}
