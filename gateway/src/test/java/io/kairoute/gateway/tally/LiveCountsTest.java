package io.kairoute.gateway.tally;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.kairoute.router.live.LiveOccasion;
import io.kairoute.router.log.DecisionRecord;
import io.kairoute.router.log.FittingLive;
import io.kairoute.routing.v1.RouteRequest;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Of several live occasions of one occasion, each counts the contacts that it fits. */
class LiveCountsTest {
    private static final long START_MS = 1_800_000_000_000L;
    private static final long HOUR_MS = 3_600_000;
    private static final String MASK = "h:00112233445566778899aabbccddeeff";
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private long wallMs = START_MS;
    private long tickedNs;
    private List<LiveOccasion> live = List.of(
            live("florida", "outage", List.of("US-FL"), List.of()),
            live("georgia", "outage", List.of("US-GA"), List.of()),
            live("one-account", "outage", List.of(), List.of(MASK)),
            live("bills", "billing", List.of(), List.of()));
    private final Tally tally = new Tally(1, tenant -> live, START_MS, () -> tickedNs);

    private static LiveOccasion live(
            final String id, final String occasion, final List<String> regions, final List<String> accounts) {
        return live(id, occasion, regions, accounts, START_MS - HOUR_MS, START_MS + HOUR_MS);
    }

    private static LiveOccasion live(
            final String id,
            final String occasion,
            final List<String> regions,
            final List<String> accounts,
            final long fromMs,
            final long untilMs) {
        return new LiveOccasion(
                id, occasion, 10_000, regions, List.of(), accounts, List.of(), List.of(), fromMs, untilMs);
    }

    private static RouteRequest from(final String region) {
        return RouteRequest.newBuilder().setRegion(region).build();
    }

    private DecisionRecord record(final RouteRequest contact) {
        return TestRecords.of(
                0,
                wallMs,
                contact,
                TestRecords.outage("c").setOccasionSource("LIVE").build());
    }

    private void decide(final int times, final RouteRequest contact) {
        final DecisionRecord record = record(contact);
        for (int i = 0; i < times; i++) {
            tally.decided(record);
        }
    }

    private void pass(final long seconds) {
        tickedNs += TimeUnit.SECONDS.toNanos(seconds);
        wallMs += TimeUnit.SECONDS.toMillis(seconds);
        tally.round(wallMs, () -> 0);
    }

    private Map<String, Long> hour() {
        final TallySnapshot counted = tally.published(0);
        final Map<String, Long> hour = new TreeMap<>();
        counted.live()
                .forEach(counter ->
                        hour.put(counter.with(), counter.sum(Span.MINUTES, Span.MINUTES.step(counted.second()), 60)));
        return hour;
    }

    @Test
    void shouldCountForEachTheContactsThatItFits() {
        decide(3, from("us-fl-miami"));
        decide(1, from("US-GA"));
        decide(1, from("US-TX"));
        decide(2, from("US-FL").toBuilder().setAccountKey(MASK).build());
        pass(1);

        assertEquals(Map.of("florida", 5L, "georgia", 1L, "one-account", 2L, "bills", 0L), hour());
    }

    @Test
    void shouldCountForNoneWhatNoLiveOccasionDecided() {
        tally.decided(
                TestRecords.of(0, wallMs, from("US-FL"), TestRecords.outage("c").build()));
        pass(1);

        assertTrue(hour().values().stream().allMatch(count -> count == 0), hour().toString());
    }

    @Test
    void shouldCountForNoneBeforeItBeginsAndFromItsEndOn() {
        live = List.of(
                live("over", "outage", List.of(), List.of(), START_MS - HOUR_MS, START_MS),
                live("to-come", "outage", List.of(), List.of(), START_MS + 1, START_MS + HOUR_MS),
                live("begins", "outage", List.of(), List.of(), START_MS, START_MS + 1));
        decide(4, from("US-FL"));
        pass(1);

        assertEquals(Map.of("over", 0L, "to-come", 0L, "begins", 4L), hour());
    }

    @Test
    void shouldCountOnWhenOneIsExtendedAndAnewWhenItsIdIsDeclaredAgain() {
        decide(3, from("US-FL"));
        decide(2, from("US-GA"));
        live = List.of(
                live("florida", "outage", List.of("US-FL"), List.of(), START_MS - HOUR_MS, START_MS + 9 * HOUR_MS),
                live("georgia", "outage", List.of("US-GA"), List.of(), START_MS, START_MS + HOUR_MS));

        decide(1, from("US-FL"));
        pass(1);

        assertEquals(Map.of("florida", 4L, "georgia", 0L), hour());
    }

    @Test
    void shouldCountForTheOneThatItFitsHoweverLongTheyHaveBeenLive() {
        decide(1, from("US-FL"));
        pass(10);

        decide(2, from("US-GA"));
        pass(1);

        assertEquals(Map.of("florida", 1L, "georgia", 2L, "one-account", 0L, "bills", 0L), hour());
    }

    @Test
    void shouldCountForTheOnlyOneOfItsOccasion() {
        live = List.of(
                live("florida", "outage", List.of("US-FL"), List.of()), live("bills", "billing", List.of(), List.of()));
        decide(1, from("US-FL"));
        pass(10);

        decide(2, from("US-FL"));
        pass(1);

        assertEquals(Map.of("florida", 3L, "bills", 0L), hour());
    }

    @Test
    void shouldNotCountForTheOnlyOneWhatAnotherDecidedThatIsJustOver() {
        decide(1, from("US-FL"));
        final DecisionRecord onItsWay = record(from("US-GA"));
        pass(10);
        live = List.of(live("florida", "outage", List.of("US-FL"), List.of()));

        tally.decided(onItsWay);
        tally.decided(record(from("US-GA")));
        pass(1);

        assertEquals(Map.of("florida", 1L), hour());
    }

    @Test
    void shouldNotCountForTheOnlyOneOfNowWhatAnotherDecidedBeforeTheStart() {
        live = List.of(live("florida", "outage", List.of("US-FL"), List.of()));
        final CountedAt at = new CountedAt(START_MS / 1_000 - 600);
        final TenantTally past = new TenantTally(
                new AnswerScan(), new AnswerGroups(), tally.livePast(0, new FittingLive()), at, at.second());
        past.count(record(from("US-GA")), at);
        past.count(record(from("US-FL")), at);
        past.publish(at, at.second(), 0, 0);

        tally.add(0, past.published());
        decide(1, from("US-FL"));
        pass(1);

        assertEquals(Map.of("florida", 2L), hour());
    }

    @Test
    void shouldKeepNothingOfOneThatIsOver() {
        decide(3, from("US-FL"));
        live = List.of();
        pass(1);

        assertEquals(Map.of(), hour());
        assertEquals(3, tally.published(0).counters(RateKind.LIVE).get(0).sum(Span.HOURS, START_MS / HOUR_MS, 1));
    }

    @Test
    void shouldAddWhatWasCountedBeforeTheStart() {
        final CountedAt at = new CountedAt(START_MS / 1_000 - 600);
        final TenantTally past = new TenantTally(
                new AnswerScan(), new AnswerGroups(), tally.livePast(0, new FittingLive()), at, at.second());
        past.count(record(from("US-FL")), at);
        past.publish(at, at.second(), 0, 0);
        decide(2, from("US-FL"));

        tally.add(0, past.published());
        pass(1);

        assertEquals(3, hour().get("florida"));
        assertEquals(0, hour().get("georgia"));
    }

    @Test
    void shouldAllocateNothingForADecisionAsLongAsNothingIsDeclared() {
        final DecisionRecord record = record(from("US-FL"));
        decide(50_000, from("US-FL"));
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
