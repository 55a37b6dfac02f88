package io.kairoute.gateway.tally;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.kairoute.router.log.DecisionRecord;
import io.kairoute.router.log.FittingLive;
import io.kairoute.routing.v1.RouteResponse;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final long START_MS = 1_800_000_000_000L;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private long wallMs = START_MS;
    private long tickedNs;
    private long lost;
    private final Tally tally = new Tally(2, tenant -> List.of(), START_MS, () -> tickedNs);

    private void pass(final long seconds) {
        tickedNs += TimeUnit.SECONDS.toNanos(seconds);
        setClock(seconds);
    }

    private void setClock(final long seconds) {
        wallMs += TimeUnit.SECONDS.toMillis(seconds);
        tally.round(wallMs, () -> lost);
    }

    private void decide(final int times, final RouteResponse.Builder answer) {
        final DecisionRecord record = TestRecords.of(0, wallMs, answer.build());
        for (int i = 0; i < times; i++) {
            tally.decided(record);
        }
    }

    private long lastMinute(final RateKind kind, final String id, final String with) {
        final TallySnapshot counted = tally.published(0);
        return counted.counters(kind).stream()
                .filter(counter -> counter.id().equals(id) && counter.with().equals(with))
                .mapToLong(counter -> counter.sum(Span.SECONDS, counted.second(), 60))
                .sum();
    }

    @Test
    void shouldCountADecisionByEachOfItsWordsAndPairs() {
        decide(3, TestRecords.outage("a"));
        decide(
                2,
                TestRecords.outage("b")
                        .setBand("AMBIGUOUS")
                        .setOccasionSource("LIVE")
                        .setTier("gold"));
        decide(1, TestRecords.outage("c").setExperiment("e1").setArm("b"));
        decide(1, TestRecords.outage("d").setExperiment("e1").setHoldout(true));
        pass(1);

        assertEquals(7, lastMinute(RateKind.ALL, "", ""));
        assertEquals(7, lastMinute(RateKind.OCCASION, "outage", ""));
        assertEquals(5, lastMinute(RateKind.OCCASION_BAND, "outage", "CLEAR"));
        assertEquals(2, lastMinute(RateKind.OCCASION_BAND, "outage", "AMBIGUOUS"));
        assertEquals(2, lastMinute(RateKind.OCCASION_TIER, "outage", "gold"));
        assertEquals(7, lastMinute(RateKind.OCCASION_CAUSE, "outage", "UNKNOWN_CUSTOMER"));
        assertEquals(7, lastMinute(RateKind.RULE, "s-status-line", ""));
        assertEquals(7, lastMinute(RateKind.GUARDRAIL, "OCCASION_LOCK", ""));
        assertEquals(7, lastMinute(RateKind.REVISION, "41", ""));
        assertEquals(2, lastMinute(RateKind.LIVE, "outage", ""));
        assertEquals(1, lastMinute(RateKind.EXPERIMENT_ARM, "e1", "b"));
        assertEquals(1, lastMinute(RateKind.EXPERIMENT_ARM, "e1", "holdout"));
    }

    @Test
    void shouldTellLongWordsApartByTheirEnds() {
        for (int length = 1; length <= 40; length++) {
            decide(length, TestRecords.outage("a").setQueue("q".repeat(length)));
            decide(1, TestRecords.outage("a").setQueue("q".repeat(length - 1) + "r"));
        }
        pass(1);

        for (int length = 1; length <= 40; length++) {
            assertEquals(length, lastMinute(RateKind.QUEUE, "q".repeat(length), ""));
            assertEquals(1, lastMinute(RateKind.QUEUE, "q".repeat(length - 1) + "r", ""));
        }
    }

    @Test
    void shouldForgetSecondsAfterAMinuteAndKeepThemInMinutesAndHours() {
        decide(4, TestRecords.outage("a"));
        pass(1);
        assertEquals(4, lastMinute(RateKind.ALL, "", ""));

        pass(70);

        assertEquals(0, lastMinute(RateKind.ALL, "", ""));
        final TallySnapshot counted = tally.published(0);
        final Counter all = counted.counters(RateKind.ALL).get(0);
        assertEquals(4, all.sum(Span.MINUTES, Span.MINUTES.step(counted.second()), 5));
        assertEquals(4, all.sum(Span.HOURS, Span.HOURS.step(counted.second()), 2));
        assertTrue(all.lastSeen(counted.second()) >= START_MS / 1_000);
    }

    @Test
    void shouldStartAnewInAPlaceOfItsRingWhenTheRingHasGoneRound() {
        for (int i = 0; i < 400; i++) {
            decide(1, TestRecords.outage("a"));
            pass(1);
        }

        final TallySnapshot counted = tally.published(0);
        final Counter all = counted.counters(RateKind.ALL).get(0);
        assertTrue(Arrays.stream(all.counts(Span.SECONDS, counted.second(), Span.SECONDS.most()))
                .allMatch(count -> count == 1));
        assertEquals(400, all.sum(Span.MINUTES, Span.MINUTES.step(counted.second()), 10));
    }

    @Test
    void shouldCountOnAtTheSameAgeWhenTheClockIsSetBack() {
        decide(5, TestRecords.outage("a"));
        pass(1);

        setClock(-3_600);
        tickedNs += TimeUnit.SECONDS.toNanos(3);
        setClock(3);

        assertEquals(5, lastMinute(RateKind.ALL, "", ""), "what came seconds ago is seconds old");
        final TallySnapshot counted = tally.published(0);
        assertEquals(wallMs / 1_000 - 1, counted.wallMs(counted.second()) / 1_000, "by the wall clock of now");
    }

    @Test
    void shouldTakeWhatWasCountedAsOldWhenTheClockIsSetAhead() {
        decide(5, TestRecords.outage("a"));
        pass(1);

        setClock(3_600);

        assertEquals(0, lastMinute(RateKind.ALL, "", ""), "an hour old is not of the last minute");
    }

    @Test
    void shouldCountAsOtherWhatItHasNoRoomFor() {
        for (int i = 0; i < CounterTable.MOST + 100; i++) {
            decide(1, TestRecords.outage("a").setQueue("queue-" + i));
        }
        pass(1);

        final TallySnapshot counted = tally.published(0);
        assertTrue(counted.isFull());
        assertTrue(lastMinute(RateKind.QUEUE, "other", "") >= 100);
        assertEquals(CounterTable.MOST + 100L, lastMinute(RateKind.ALL, "", ""));
        assertTrue(counted.count() <= CounterTable.MOST + RateKind.values().length);
    }

    @Test
    void shouldKeepTheLastDecisionsWithoutAnyKeyOfACustomer() {
        IntStream.range(0, 300)
                .forEach(i -> decide(1, TestRecords.outage("call-" + i).setPriority(i % 100)));
        pass(1);

        final TallySnapshot counted = tally.published(0);
        assertEquals(RecentDecisions.MOST, counted.recent().size());
        assertEquals(299, counted.recent().get(0).number());
        assertEquals("outage-desk", counted.recent().get(0).queue());
        assertFalse(counted.recent().toString().contains("call-"), "not even the platform's id of the contact");
    }

    @Test
    void shouldKeepTenantsApart() {
        decide(1, TestRecords.outage("a"));
        tally.decided(TestRecords.of(
                1, wallMs, TestRecords.outage("b").setOccasion("billing").build()));
        pass(1);

        assertEquals(1, lastMinute(RateKind.ALL, "", ""));
        assertTrue(tally.published(1).counters(RateKind.OCCASION).stream()
                .allMatch(counter -> counter.id().equals("billing")));
    }

    @Test
    void shouldSayWhenTheLogLostSomething() {
        decide(1, TestRecords.outage("a"));
        pass(1);
        assertEquals(0, tally.published(0).lastLostSecond());

        lost = 12;
        pass(1);

        assertEquals(wallMs / 1_000, tally.published(0).lastLostSecond());
    }

    @Test
    void shouldAddWhatWasCountedBeforeTheStart() {
        final CountedAt at = new CountedAt(START_MS / 1_000 - 600);
        final TenantTally past = new TenantTally(
                new AnswerScan(), new AnswerGroups(), tally.livePast(0, new FittingLive()), at, at.second());
        past.count(TestRecords.of(0, 0, TestRecords.outage("a").build()), at);
        past.publish(at, at.second(), 0, 0);
        decide(2, TestRecords.outage("b"));

        tally.add(0, past.published());
        pass(1);

        final TallySnapshot counted = tally.published(0);
        final Counter outage = counted.counters(RateKind.OCCASION).get(0);
        assertEquals(3, outage.sum(Span.MINUTES, Span.MINUTES.step(counted.second()), 60));
        assertEquals(2, lastMinute(RateKind.OCCASION, "outage", ""));
        assertEquals(START_MS / 1_000 - 600, counted.knownSince());
    }

    @Test
    void shouldAllocateNothingForADecisionWhoseWordsItKnows() {
        final DecisionRecord record =
                TestRecords.of(0, wallMs, TestRecords.outage("a").build());
        decide(200_000, TestRecords.outage("a"));
        final long thread = Thread.currentThread().getId();
        final long before = THREADS.getThreadAllocatedBytes(thread);

        for (int i = 0; i < 100_000; i++) {
            tally.decided(record);
        }

        final long bytes = THREADS.getThreadAllocatedBytes(thread) - before;
        assertTrue(bytes < 10_000, bytes + " bytes for 100,000 decisions");
        final byte[] control = new byte[20_000];
        assertTrue(THREADS.getThreadAllocatedBytes(thread) - before > control.length, "the count counts");
    }
}
