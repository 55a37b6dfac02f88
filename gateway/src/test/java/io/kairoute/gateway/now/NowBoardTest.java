package io.kairoute.gateway.now;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.Draft;
import io.kairoute.control.v1.GetRatesRequest;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.NowLiveOccasion;
import io.kairoute.control.v1.NowQueue;
import io.kairoute.control.v1.NowWarning;
import io.kairoute.control.v1.PlannedPublish;
import io.kairoute.control.v1.Queue;
import io.kairoute.control.v1.QueueOverride;
import io.kairoute.control.v1.QueueState;
import io.kairoute.control.v1.RateKey;
import io.kairoute.control.v1.Revision;
import io.kairoute.control.v1.Switch;
import io.kairoute.control.v1.WatchNowResponse;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.ControlNow;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.tally.Tally;
import io.kairoute.gateway.tally.TallySnapshot;
import io.kairoute.gateway.tally.TestRecords;
import io.kairoute.routing.v1.RouteRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NowBoardTest {
    private static final long NOW_MS = 1_800_000_000_000L;
    private static final long HOUR_MS = 3_600_000;
    private static final String LONG = "ä-\"quoted\"-".repeat(18);

    private final NowBoard board = new NowBoard(NOW_MS);

    private static ControlNow quiet(final long revision) {
        return quiet(revision, List.of());
    }

    private static ControlNow quiet(final long revision, final List<LiveOccasion> live) {
        return new ControlNow(
                NOW_MS,
                List.of(),
                live,
                List.of(),
                List.of(),
                List.of(),
                Revision.newBuilder().setRevision(revision).build(),
                revision,
                List.of());
    }

    private static ControlNow crowded() {
        final var soon = Timestamps.fromMillis(NOW_MS + 60_000);
        return new ControlNow(
                NOW_MS,
                IntStream.range(0, 300)
                        .mapToObj(i -> Queue.newBuilder()
                                .setQueue(i + LONG)
                                .setHours("OPEN")
                                .setState(QueueState.newBuilder()
                                        .setAt(soon)
                                        .setDepth(i)
                                        .setExpectedWaitMs(99_999))
                                .setOverride(QueueOverride.newBuilder()
                                        .setKind("REDIRECT")
                                        .setRedirectTo(LONG)
                                        .setExpireTime(soon))
                                .build())
                        .toList(),
                IntStream.range(0, 1_024)
                        .mapToObj(i -> LiveOccasion.newBuilder()
                                .setId(i + LONG)
                                .setOccasion(LONG)
                                .setState("LIVE")
                                .setExpireTime(soon)
                                .build())
                        .toList(),
                List.of(),
                List.of(Switch.newBuilder()
                        .setSwitch("stage_two")
                        .setReason(LONG)
                        .setOff(true)
                        .setSetBy(LONG)
                        .build()),
                IntStream.range(0, 256)
                        .mapToObj(i -> Draft.newBuilder()
                                .setDraft("draft-" + i)
                                .setTitle(LONG)
                                .setUpdatedBy(LONG)
                                .setPlan(PlannedPublish.newBuilder()
                                        .setReason(LONG)
                                        .setPublishTime(soon))
                                .build())
                        .toList(),
                Revision.newBuilder()
                        .setRevision(41)
                        .setReason(LONG)
                        .setPublishedBy(LONG)
                        .build(),
                41,
                IntStream.range(0, 64).mapToObj(Long::valueOf).toList());
    }

    private static TallySnapshot counted() {
        final long[] tickedNs = {0};
        final Tally tally = new Tally(1, tenant -> List.of(), NOW_MS, () -> tickedNs[0]);
        for (int i = 0; i < 400; i++) {
            tally.decided(TestRecords.of(
                    0,
                    NOW_MS,
                    TestRecords.outage("call")
                            .setOccasion(i % 300 + LONG)
                            .setQueue(i % 300 + LONG)
                            .setTier(LONG)
                            .setFallbackCause(i % 20 + LONG)
                            .build()));
        }
        tickedNs[0] = 1_000_000_000L;
        tally.round(NOW_MS + 1_000, () -> 0);
        return tally.published(0);
    }

    /** Contacts that went to one queue within the last minute. */
    private static TallySnapshot countedAt(final String queue, final int count) {
        final long[] tickedNs = {0};
        final Tally tally = new Tally(1, tenant -> List.of(), NOW_MS, () -> tickedNs[0]);
        for (int i = 0; i < count; i++) {
            tally.decided(TestRecords.of(
                    0, NOW_MS, TestRecords.outage("call").setQueue(queue).build()));
        }
        tickedNs[0] = 1_000_000_000L;
        tally.round(NOW_MS + 1_000, () -> 0);
        return tally.published(0);
    }

    private WatchNowResponse message(final NowBoard.Reached reached) {
        final NowBoard.Told told = board.since(reached);
        assertNotNull(told);
        return (WatchNowResponse) told.answer().message();
    }

    @Test
    void shouldKeepEveryMessageShortHoweverMuchThereIs() throws Exception {
        board.take(crowded(), counted(), 7, false);

        final WatchNowResponse whole = message(NowBoard.Reached.NOTHING);

        final int bytes = JsonFormat.printer()
                .preservingProtoFieldNames()
                .alwaysPrintFieldsWithNoPresence()
                .omittingInsignificantWhitespace()
                .print(whole)
                .getBytes(StandardCharsets.UTF_8)
                .length;
        assertTrue(bytes < 16_000, bytes + " bytes");
        assertTrue(whole.getQueues().getMore() > 250 && whole.getQueues().getRowsCount() > 0);
        assertTrue(whole.getOccasions().getMore() > 200 && whole.getOccasions().getRowsCount() > 0);
        assertTrue(whole.getLiveOccasions().getMore() > 1_000);
        assertEquals("LOG_DAMAGED", whole.getWarnings().getRows(0).getCode(), "the worst first");
        assertEquals("REDIRECTED", whole.getQueues().getRows(0).getState());
        assertEquals(1_024 + 1 + 256, whole.getHeld().getCount());
    }

    @Test
    void shouldTellSinceWhenALiveOccasionFitsNobodyAndWarnOfOneAfterAnHour() {
        final long begunMs = NOW_MS - 2 * HOUR_MS;
        final long[] tickedNs = {0};
        final List<io.kairoute.router.live.LiveOccasion> live =
                List.of(scope("busy", "US-FL", begunMs), scope("idle", "US-GA", begunMs));
        final Tally tally = new Tally(1, tenant -> live, begunMs - 60_000, () -> tickedNs[0]);
        tickedNs[0] = TimeUnit.HOURS.toNanos(2);
        tally.round(NOW_MS - 2_000, () -> 0);
        tally.decided(TestRecords.of(
                0,
                NOW_MS - 2_000,
                RouteRequest.newBuilder().setRegion("US-FL").build(),
                TestRecords.outage("c").setOccasionSource("LIVE").build()));
        tickedNs[0] += TimeUnit.SECONDS.toNanos(2);
        tally.round(NOW_MS, () -> 0);
        board.take(
                quiet(1, List.of(live("busy", begunMs), live("idle", begunMs), live("young", NOW_MS - 60_000))),
                tally.published(0),
                0,
                true);

        final WatchNowResponse told = message(NowBoard.Reached.NOTHING);

        final Map<String, NowLiveOccasion> rows = told.getLiveOccasions().getRowsList().stream()
                .collect(Collectors.toMap(NowLiveOccasion::getId, Function.identity()));
        final NowLiveOccasion busy = Objects.requireNonNull(rows.get("busy"));
        assertEquals(1, busy.getFittedPerMinute());
        assertEquals(NOW_MS / 1_000 - 2, busy.getLastFitTime().getSeconds());
        assertFalse(busy.hasIdleSinceTime());
        final NowLiveOccasion idle = Objects.requireNonNull(rows.get("idle"));
        assertEquals(0, idle.getFittedPerMinute());
        assertFalse(idle.hasLastFitTime());
        assertEquals(begunMs, Timestamps.toMillis(idle.getIdleSinceTime()));
        assertEquals(
                NOW_MS - 60_000,
                Timestamps.toMillis(Objects.requireNonNull(rows.get("young")).getIdleSinceTime()));
        assertEquals(
                List.of("idle"),
                told.getWarnings().getRowsList().stream()
                        .filter(warning -> warning.getCode().equals("LIVE_FITS_NOBODY"))
                        .map(NowWarning::getId)
                        .toList());
    }

    private static io.kairoute.router.live.LiveOccasion scope(final String id, final String region, final long fromMs) {
        return new io.kairoute.router.live.LiveOccasion(
                id,
                "outage",
                10_000,
                List.of(region),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                fromMs,
                NOW_MS + HOUR_MS);
    }

    private static LiveOccasion live(final String id, final long fromMs) {
        return LiveOccasion.newBuilder()
                .setId(id)
                .setOccasion("outage")
                .setState("LIVE")
                .setStartTime(Timestamps.fromMillis(fromMs))
                .setDeclareTime(Timestamps.fromMillis(fromMs))
                .setExpireTime(Timestamps.fromMillis(NOW_MS + HOUR_MS))
                .build();
    }

    @Test
    void shouldTellQueuesThatNeedALookFirstAndThoseThatAreClosedLast() {
        board.take(
                new ControlNow(
                        NOW_MS,
                        List.of(queue("closed", "CLOSED", 9), queue("idle", "OPEN", 0), queue("long", "OPEN", 5)),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Revision.newBuilder().setRevision(1).build(),
                        1,
                        List.of()),
                null,
                0,
                true);

        assertEquals(
                List.of("long", "idle", "closed"),
                message(NowBoard.Reached.NOTHING).getQueues().getRowsList().stream()
                        .map(NowQueue::getQueue)
                        .toList());
    }

    @Test
    void shouldTellAQueueOverItsCapacityBeforeOneInWhichContactsWait() {
        board.take(
                new ControlNow(
                        NOW_MS,
                        List.of(
                                queue("long", "OPEN", 5),
                                queue("full", "OPEN", 0).toBuilder()
                                        .setCapacity(60)
                                        .build()),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Revision.newBuilder().setRevision(1).build(),
                        1,
                        List.of()),
                countedAt("full", 9),
                0,
                true);

        assertEquals(
                List.of("full", "long"),
                message(NowBoard.Reached.NOTHING).getQueues().getRowsList().stream()
                        .map(NowQueue::getQueue)
                        .toList());
    }

    private static Queue queue(final String id, final String hours, final int depth) {
        return Queue.newBuilder()
                .setQueue(id)
                .setHours(hours)
                .setFresh(true)
                .setState(QueueState.newBuilder()
                        .setAt(Timestamps.fromMillis(NOW_MS))
                        .setDepth(depth))
                .build();
    }

    @Test
    void shouldTellASlowWatcherWhatChangedSinceItsLastMessageAndNothingTwice() {
        board.take(quiet(1), null, 0, true);
        final NowBoard.Told first = board.since(NowBoard.Reached.NOTHING);
        assertNotNull(first);
        board.take(quiet(2), null, 0, true);
        board.take(quiet(2), null, 0, true);

        final WatchNowResponse next = message(first.reached());

        assertEquals(3, next.getSequence(), "the newest, not a queue of what was");
        assertEquals(2, next.getRevision().getRevision());
        assertFalse(next.hasQueues(), "which did not change");
        assertFalse(next.getTotals().getCounted(), "without a log nothing is counted");
        assertNull(board.since(new NowBoard.Reached(3, -1)));
    }

    @Test
    void shouldSpellOnceWhatAllAreToldWhoHaveComeAsFar() {
        board.take(quiet(1), null, 0, true);
        final NowBoard.Told first = board.since(NowBoard.Reached.NOTHING);
        final NowBoard.Told second = board.since(NowBoard.Reached.NOTHING);
        assertNotNull(first);
        assertNotNull(second);

        assertSame(first.answer().json(), second.answer().json());

        board.take(quiet(2), null, 0, true);
        final NowBoard.Told anew = board.since(NowBoard.Reached.NOTHING);
        final NowBoard.Told onward = board.since(first.reached());
        assertNotNull(anew);
        assertNotNull(onward);
        assertTrue(anew.answer().json().contains("queues"), "all of it");
        assertFalse(onward.answer().json().contains("queues"), "which did not change");
    }

    @Test
    void shouldTellAWatcherOfAnotherStartOrOfNoStartEverything() {
        board.take(quiet(1), null, 0, true);
        final String position = board.position(new NowBoard.Reached(1, -1));

        assertEquals(1, board.parse(position).sequence());
        for (final String foreign : List.of("", "x", "1-2", "17-1--1", NOW_MS + "-9--1", NOW_MS + "-x-y")) {
            assertEquals(NowBoard.Reached.NOTHING, board.parse(foreign), foreign);
        }
    }

    @Test
    void shouldSayThatNothingIsCountedWithoutALog() {
        final GetRatesRequest request = GetRatesRequest.newBuilder()
                .addKeys(RateKey.newBuilder().setKind("ALL"))
                .build();

        final ControlRefusal refused =
                assertThrows(ControlRefusal.class, () -> new Rates(null).get(Call.by("ann", "here", 0), request));

        assertEquals("NOT_COUNTED", refused.refusal().reason());
    }
}
