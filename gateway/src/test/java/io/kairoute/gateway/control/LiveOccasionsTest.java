package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.ExtendLiveOccasionRequest;
import io.kairoute.control.v1.ListLiveOccasionsRequest;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.ResolveLiveOccasionRequest;
import io.kairoute.control.v1.WatchLiveOccasionsRequest;
import io.kairoute.control.v1.WatchLiveOccasionsResponse;
import io.kairoute.routing.v1.RouteRequest;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LiveOccasionsTest extends OneNodeTest {
    private static final RouteRequest IN_VICTORIA = RouteRequest.newBuilder()
            .setContactId("c1")
            .setRegion("AU-VIC-3000")
            .build();

    @Test
    void shouldChangeTheVeryNextDecisionAndOutliveARestart() {
        assertEquals("general", node.ask(IN_VICTORIA).getOccasion());

        final LiveOccasion declared = declare(outage("AU-VIC", 3_600_000));

        assertEquals("LIVE", declared.getState());
        assertEquals("outage", node.ask(IN_VICTORIA).getOccasion());
        assertEquals("LIVE", node.ask(IN_VICTORIA).getOccasionSource());
        assertEquals(
                "general",
                node.ask(IN_VICTORIA.toBuilder().setRegion("AU-NSW").build()).getOccasion());

        restart();

        assertEquals("outage", node.ask(IN_VICTORIA).getOccasion());
        assertEquals(declared.getId(), list().getId());
    }

    @Test
    void shouldEndByTheClockAlone() {
        final long endMs = Timestamps.toMillis(declare(outage("AU-VIC", 1_000)).getExpireTime());

        boolean hasEnded = false;
        while (!hasEnded) {
            final long beforeMs = System.currentTimeMillis();
            final String occasion = node.ask(IN_VICTORIA).getOccasion();
            final long afterMs = System.currentTimeMillis();
            hasEnded = beforeMs >= endMs;
            // An answer that was on its way at that moment may be either.
            if (hasEnded || afterMs < endMs) {
                assertEquals(hasEnded ? "general" : "outage", occasion);
            }
        }

        assertEquals(
                0,
                node.live()
                        .listLiveOccasions(ListLiveOccasionsRequest.getDefaultInstance())
                        .getLiveOccasionsCount());
    }

    @Test
    void shouldExtendAndResolve() {
        final LiveOccasion declared = declare(outage("AU-VIC", 60_000));
        final LiveOccasion extended = node.live()
                .extendLiveOccasion(ExtendLiveOccasionRequest.newBuilder()
                        .setId(declared.getId())
                        .setExpireTime(Timestamps.add(
                                declared.getExpireTime(), com.google.protobuf.util.Durations.fromHours(1)))
                        .build())
                .getLiveOccasion();
        assertTrue(Timestamps.compare(extended.getExpireTime(), declared.getExpireTime()) > 0);
        assertEquals("outage", node.ask(IN_VICTORIA).getOccasion());

        final LiveOccasion resolved = node.live()
                .resolveLiveOccasion(ResolveLiveOccasionRequest.newBuilder()
                        .setId(declared.getId())
                        .setReason("cable mended")
                        .build())
                .getLiveOccasion();

        assertEquals("RESOLVED", resolved.getState());
        assertEquals("general", node.ask(IN_VICTORIA).getOccasion());
    }

    @Test
    void shouldTellWatchersWhatIsThereAndWhatHappens() {
        final LiveOccasion first = declare(outage("AU-VIC", 3_600_000));
        final Iterator<WatchLiveOccasionsResponse> watch = node.live()
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .watchLiveOccasions(WatchLiveOccasionsRequest.getDefaultInstance());
        assertEquals("PRESENT", watch.next().getEvent());

        final LiveOccasion second = declare(outage("AU-NSW", 1_500));

        final WatchLiveOccasionsResponse told = watch.next();
        assertEquals("DECLARED", told.getEvent());
        assertEquals(second.getId(), told.getLiveOccasion().getId());
        assertEquals("EXPIRES_SOON", watch.next().getEvent());
        assertEquals("EXPIRED", watch.next().getEvent());
        node.live()
                .resolveLiveOccasion(ResolveLiveOccasionRequest.newBuilder()
                        .setId(first.getId())
                        .build());
        assertEquals("RESOLVED", watch.next().getEvent());
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        refused("UNKNOWN_OCCASION", outage("AU", 60_000).setOccasion("outtage"));
        refused(
                "WINDOW_BACKWARDS",
                outage("AU", 60_000).setStartTime(Timestamps.fromMillis(System.currentTimeMillis() + 90_000)));
        refused("IN_THE_PAST", outage("AU", -1_000).setStartTime(Timestamps.fromMillis(1_000)));
        refused("REQUIRED", outage("AU", 60_000).clearReason());
        refused("REQUIRED", outage("AU", 60_000).clearExpireTime());
        refused("OUT_OF_RANGE", outage("AU", 60_000).setConfidence(Double.NaN));
        refused("UNKNOWN_CHANNEL", outage("AU", 60_000).addChannels("FAX"));
        refused("LIMIT_EXCEEDED", outage("A-B-C-D-E-F-G-H-I", 60_000));
        refused("BAD_REGION", outage("AU--VIC", 60_000));
        refused("BAD_REGION", outage("AU-", 60_000));
        refused("BAD_REGION", outage(" AU-VIC", 60_000));
        refused("BAD_REGION", outage("AU-VIC ", 60_000));
        final LiveOccasion.Builder wide = outage("AU", 60_000);
        for (int i = 0; i < 257; i++) {
            wide.addProducts("p" + i);
        }
        refused("LIMIT_EXCEEDED", wide);
        refused("LIMIT_EXCEEDED", outage("AU", 60_000).addProducts("x".repeat(256)));
        refused("REQUIRED", outage("AU", 60_000).addEntryPoints(" "));
        refused("NOT_TYPED", outage("AU", 60_000).addAccounts("4711"));
        assertEquals("general", node.ask(IN_VICTORIA).getOccasion());
    }

    @Test
    void shouldFindARegionWithLettersBeyondAsciiAsContactsBringIt() {
        declare(outage("au-stra\u00dfe", 3_600_000));

        for (final String region : List.of("au-stra\u00dfe", "AU-STRA\u00dfE-3000")) {
            assertEquals(
                    "outage",
                    node.ask(IN_VICTORIA.toBuilder().setRegion(region).build()).getOccasion(),
                    region);
        }
        assertEquals("AU-STRA\u00dfE", list().getRegions(0));
        refused("UNKNOWN_CHANNEL", outage("AU", 60_000).addChannels("vo\u0131ce"));
    }

    private void refused(final String reason, final LiveOccasion.Builder occasion) {
        final StatusRuntimeException refusal =
                assertThrows(StatusRuntimeException.class, () -> declare(occasion), reason);
        assertEquals(Status.Code.INVALID_ARGUMENT, refusal.getStatus().getCode(), reason);
        assertEquals(reason, Reasons.of(refusal));
    }

    private LiveOccasion declare(final LiveOccasion.Builder occasion) {
        return node.live()
                .declareLiveOccasion(DeclareLiveOccasionRequest.newBuilder()
                        .setLiveOccasion(occasion)
                        .build())
                .getLiveOccasion();
    }

    private LiveOccasion list() {
        return node.live()
                .listLiveOccasions(ListLiveOccasionsRequest.getDefaultInstance())
                .getLiveOccasions(0);
    }

    private static LiveOccasion.Builder outage(final String region, final long lastingMs) {
        return LiveOccasion.newBuilder()
                .setOccasion("outage")
                .addRegions(region)
                .setReason("cable cut")
                .setExpireTime(Timestamps.fromMillis(System.currentTimeMillis() + lastingMs));
    }
}
