package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.CreateDraftRequest;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.ListLiveOccasionsRequest;
import io.kairoute.control.v1.ListRevisionsRequest;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.SchedulePublishRequest;
import io.kairoute.control.v1.WatchLiveOccasionsRequest;
import io.kairoute.control.v1.WatchLiveOccasionsResponse;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ChainVerifier;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine whose clock is set an hour back, or an hour ahead, under a control plane that ticks. */
class ClockStepTest {
    private static final String WATCH = "/v1/tenants/default/liveOccasions:watch";
    private static final long HOUR_MS = 3_600_000;
    private static final long MINUTE_MS = 60_000;
    private static final long SECOND_MS = 1_000;

    @TempDir
    private Path directory = Path.of("");

    private final AtomicLong nowMs = new AtomicLong(1_800_000_000_000L);
    private ControlNode node;

    @BeforeEach
    void start() {
        node = open();
        node.publish(ControlTables.withPriority(70), 0);
    }

    @AfterEach
    void stop() {
        assertEquals(0, node.plane().faults());
        node.close();
    }

    @Test
    void shouldTellAnEndOnceEachTimeThatTheClockPassesIt() {
        final Iterator<WatchLiveOccasionsResponse> watch = watch();
        declare("short", 30 * MINUTE_MS);
        declare("long", 10 * HOUR_MS);
        assertEquals("DECLARED short", told(watch));
        assertEquals("DECLARED long", told(watch));

        nowMs.addAndGet(HOUR_MS);
        assertEquals("EXPIRED short", told(watch));
        assertEquals(List.of("long"), shown());

        nowMs.addAndGet(-HOUR_MS);
        assertEquals("PRESENT short", told(watch));
        assertEquals(List.of("long", "short"), shown());

        nowMs.addAndGet(HOUR_MS);
        assertEquals("EXPIRED short", told(watch));
        assertEquals(List.of("long"), shown());
        assertEquals(4, awaitTwoTicks(watch), "nothing but what two more occasions bring");
    }

    @Test
    void shouldPublishOnceAtThePlannedTimeHoweverTheClockIsSetBefore() {
        final Iterator<WatchLiveOccasionsResponse> watch = watch();
        schedule(MINUTE_MS);

        nowMs.addAndGet(-HOUR_MS);
        awaitTwoTicks(watch);
        assertEquals(
                1,
                node.tables()
                        .listRevisions(ListRevisionsRequest.getDefaultInstance())
                        .getRevisionsCount(),
                "an hour too early");

        nowMs.addAndGet(2 * HOUR_MS);
        awaitRevision(2);
        nowMs.addAndGet(-HOUR_MS);
        awaitTwoTicks(watch);
        assertEquals(
                2,
                node.tables()
                        .listRevisions(ListRevisionsRequest.getDefaultInstance())
                        .getRevisionsCount(),
                "published, and not again");
    }

    @Test
    void shouldKeepItsChainAndTakeChangesOverARestartWithAClockThatWasSetBack() {
        declare("before", 10 * HOUR_MS);

        nowMs.addAndGet(-HOUR_MS);
        declare("after", 10 * HOUR_MS);
        node.close();
        assertEquals(
                List.of(),
                ChainVerifier.verify(
                                directory.resolve("control.db"),
                                ChainKey.read(directory.resolve("control.key")),
                                Map.of())
                        .findings());
        node = open();
        declare("again", 10 * HOUR_MS);

        assertEquals(List.of("after", "again", "before"), shown());
    }

    @Test
    void shouldBeginAnewForAWatcherOfWhomAnEndWasForgottenWhileTheClockWasAhead() throws Exception {
        final String seen;
        try (EventClient watch = EventClient.open(node.adminPort(), WATCH, "")) {
            declare("short", 10 * MINUTE_MS);
            seen = watch.next().id();
        }
        nowMs.addAndGet(100 * MINUTE_MS);

        nowMs.addAndGet(HOUR_MS);
        declare("ahead", 10 * HOUR_MS);
        nowMs.addAndGet(-HOUR_MS);
        declare("after", 10 * HOUR_MS);

        try (EventClient watch = EventClient.open(node.adminPort(), WATCH, seen)) {
            assertEquals("anew", watch.next().name(), "nobody knows any more that the short one has ended");
        }
    }

    private ControlNode open() {
        return ControlNode.start(
                directory, ControlSettings.DEFAULT, () -> Instant.ofEpochMilli(nowMs.get()), Map.of(), null);
    }

    private Iterator<WatchLiveOccasionsResponse> watch() {
        return node.live()
                .withDeadlineAfter(60, TimeUnit.SECONDS)
                .watchLiveOccasions(WatchLiveOccasionsRequest.getDefaultInstance());
    }

    private static String told(final Iterator<WatchLiveOccasionsResponse> watch) {
        final WatchLiveOccasionsResponse next = watch.next();
        return next.getEvent() + " " + next.getLiveOccasion().getId();
    }

    /** What is told in a later tick comes behind all that the one before it did; returns how much was told until then. */
    private int awaitTwoTicks(final Iterator<WatchLiveOccasionsResponse> watch) {
        int count = 0;
        for (int tick = 0; tick < 2; tick++) {
            final String id = "tick-" + nowMs.get();
            declare(id, 5 * MINUTE_MS + SECOND_MS);
            nowMs.addAndGet(2 * SECOND_MS);
            String told = "";
            while (!told.equals("EXPIRES_SOON " + id)) {
                told = told(watch);
                count++;
            }
        }
        return count;
    }

    private void awaitRevision(final int count) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (node.tables()
                        .listRevisions(ListRevisionsRequest.getDefaultInstance())
                        .getRevisionsCount()
                < count) {
            assertTrue(System.nanoTime() < deadlineNs, "never published");
        }
    }

    private List<String> shown() {
        return node
                .live()
                .listLiveOccasions(ListLiveOccasionsRequest.getDefaultInstance())
                .getLiveOccasionsList()
                .stream()
                .map(LiveOccasion::getId)
                .sorted()
                .toList();
    }

    private void schedule(final long inMs) {
        final var drafted = node.tables()
                .createDraft(CreateDraftRequest.newBuilder()
                        .setDraft("spring")
                        .setDocument(ControlTables.withPriority(71))
                        .build());
        assertEquals("spring", drafted.getDraft().getDraft());
        final var unused = node.tables()
                .schedulePublish(SchedulePublishRequest.newBuilder()
                        .setDraft("spring")
                        .setReason("spring")
                        .setBaseRevision(1)
                        .setAcceptWarnings(true)
                        .setPublishTime(Timestamps.fromMillis(nowMs.get() + inMs))
                        .build());
    }

    private void declare(final String id, final long lastingMs) {
        final var unused = node.live()
                .declareLiveOccasion(DeclareLiveOccasionRequest.newBuilder()
                        .setLiveOccasion(LiveOccasion.newBuilder()
                                .setId(id)
                                .setOccasion("outage")
                                .addRegions("AU-VIC")
                                .setReason("cable cut")
                                .setExpireTime(Timestamps.fromMillis(nowMs.get() + lastingMs)))
                        .build());
    }
}
