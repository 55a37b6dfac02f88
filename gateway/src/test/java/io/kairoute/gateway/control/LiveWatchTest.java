package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.util.Timestamps;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.LiveOccasionServiceGrpc;
import io.kairoute.control.v1.WatchLiveOccasionsRequest;
import io.kairoute.control.v1.WatchLiveOccasionsResponse;
import io.kairoute.router.Limits;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Watches of live occasions at their limits. */
class LiveWatchTest extends OneNodeTest {
    private static final int WINDOW_BYTES = 64 * 1024;

    private ManagedChannel narrow;

    @BeforeEach
    void start() {
        narrow = NettyChannelBuilder.forAddress("127.0.0.1", node.adminPort())
                .usePlaintext()
                .flowControlWindow(WINDOW_BYTES)
                .build();
    }

    @AfterEach
    void stop() {
        narrow.shutdownNow();
    }

    @Test
    void shouldBeginWhenAsMuchIsLiveAsCanBeAndTheWindowIsSmall() {
        for (int i = 0; i < Limits.LIVE_OCCASIONS; i++) {
            declare("o" + i);
        }

        final Iterator<WatchLiveOccasionsResponse> watch = watch();

        final Set<String> told = new HashSet<>();
        while (told.size() < Limits.LIVE_OCCASIONS) {
            final WatchLiveOccasionsResponse next = watch.next();
            assertEquals("PRESENT", next.getEvent());
            told.add(next.getLiveOccasion().getId());
        }
    }

    @Test
    void shouldRefuseMoreWatchersThanATenantMayHaveAndTakeOneAgainOnceOneIsGone() {
        declare("o");
        final Context.CancellableContext first = Context.current().withCancellation();
        first.run(() -> assertEquals("PRESENT", watch().next().getEvent()));
        for (int i = 1; i < OccasionWatchers.MOST_OF_TENANT; i++) {
            assertEquals("PRESENT", watch().next().getEvent());
        }

        final StatusRuntimeException refused = assertThrows(StatusRuntimeException.class, () -> watch().next());
        assertEquals("TOO_MANY_WATCHERS", Reasons.of(refused));

        first.cancel(null);
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        String event = "";
        while (event.isEmpty() && System.nanoTime() < deadlineNs) {
            try {
                event = watch().next().getEvent();
            } catch (final StatusRuntimeException stillThere) {
                assertEquals("TOO_MANY_WATCHERS", Reasons.of(stillThere));
            }
        }
        assertEquals("PRESENT", event);
    }

    private Iterator<WatchLiveOccasionsResponse> watch() {
        return LiveOccasionServiceGrpc.newBlockingStub(narrow)
                .withDeadlineAfter(60, TimeUnit.SECONDS)
                .watchLiveOccasions(WatchLiveOccasionsRequest.getDefaultInstance());
    }

    private void declare(final String id) {
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
