package io.kairoute.gateway.tally;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.kairoute.router.log.FittingLive;
import io.kairoute.routing.v1.RouteResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Answers are of one group if all that is counted of them is alike, and only then. */
class AnswerGroupsTest {
    private static final long START_MS = 1_800_000_000_000L;

    private final CountedAt now = new CountedAt(START_MS / 1_000);
    private final AnswerScan scan = new AnswerScan();
    private final AnswerGroups groups = new AnswerGroups();
    private final Tally tally = new Tally(1, tenant -> List.of(), START_MS, () -> 0);
    private final TenantTally tenant = tenant();

    private TenantTally tenant() {
        return new TenantTally(scan, groups, tally.livePast(0, new FittingLive()), now, now.second());
    }

    private AnswerGroup group(final TenantTally owner, final RouteResponse answer) {
        scan.read(TestRecords.of(0, START_MS, answer));
        return groups.of(scan, owner, now);
    }

    private AnswerGroup group(final UnaryOperator<RouteResponse.Builder> change) {
        return group(tenant, change.apply(TestRecords.outage("call-1")).build());
    }

    @Test
    void shouldPutAnswersTogetherThatDifferInWhatIsNotCounted() {
        final AnswerGroup first = group(answer -> answer);

        assertSame(first, group(answer -> answer.setContactId("another").setDecisionId("another")));
        assertSame(first, group(answer -> answer.setConfidenceBp(17).setPriority(3)));
        assertSame(first, group(answer -> answer.setSlaMs(1).setOffer("x").setScript("y")));
    }

    @Test
    void shouldKeepAnswersApartThatDifferInWhatIsCounted() {
        final List<UnaryOperator<RouteResponse.Builder>> changes = List.of(
                answer -> answer,
                answer -> answer.setOccasion("outagf"),
                answer -> answer.setOccasion("outage2"),
                answer -> answer.setOccasionSource("LIVE"),
                answer -> answer.setBand("AMBIGUOUS"),
                answer -> answer.setTier("gold"),
                answer -> answer.setQueue("a-queue-with-a-long-name-1"),
                answer -> answer.setQueue("a-queue-with-a-long-name-2"),
                answer -> answer.clearFallbackCause(),
                answer -> answer.setTableRevision(42),
                answer -> answer.setExperiment("e").setArm("a"),
                answer -> answer.setExperiment("e").setArm("b"),
                answer -> answer.setExperiment("e").setArm("b").setHoldout(true),
                answer -> answer.setRuleIds(0, "s-dowm"),
                answer -> answer.addRuleIds("s-third"),
                answer -> answer.clearGuardrails(),
                answer -> answer.clearGuardrails().addRuleIds("OCCASION_LOCK"),
                answer -> answer.setTier("12345678").setQueue("abc"),
                answer -> answer.setTier("12345678abc").setQueue(""));
        final Map<AnswerGroup, Integer> found = new HashMap<>();
        for (int i = 0; i < changes.size(); i++) {
            final Integer before = found.put(group(changes.get(i)), i);

            assertEquals(null, before, "change " + i + " is counted as change " + before);
        }
    }

    @Test
    void shouldKeepTenantsApart() {
        final RouteResponse answer = TestRecords.outage("call-1").build();
        final int tenants = 500;

        assertEquals(
                tenants,
                Stream.generate(this::tenant)
                        .limit(tenants)
                        .map(owner -> group(owner, answer))
                        .distinct()
                        .count());
    }

    @Test
    void shouldCountEveryAnswerWhenThereAreMoreGroupsThanAreKept() {
        final int most = AnswerGroups.MOST + 5_000;
        final AnswerGroup first = group(answer -> answer.setQueue("queue-0").setTier("tier-0"));
        for (int i = 0; i < most; i++) {
            // Words are few, combinations are many.
            final int number = i;
            group(answer -> answer.setQueue("queue-" + number % 150).setTier("tier-" + number / 150))
                    .add(now);
        }

        tenant.publish(now, now.second(), 0, 0);

        assertNotSame(first, group(answer -> answer.setQueue("queue-0").setTier("tier-0")), "it began anew");
        assertEquals(most, sum(RateKind.ALL));
        assertEquals(most, sum(RateKind.QUEUE));
        assertEquals(most, sum(RateKind.OCCASION_TIER));
    }

    @Test
    void shouldCountAsOneByOne() {
        final Random random = new Random(77);
        final Map<String, Long> expected = new HashMap<>();
        final List<AnswerGroup> met = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            final String queue = "queue-of-some-length-" + random.nextInt(20);
            final String band = random.nextBoolean() ? "CLEAR" : "AMBIGUOUS";
            expected.merge(queue, 1L, Long::sum);
            expected.merge(band, 1L, Long::sum);
            final AnswerGroup group = group(answer -> answer.setQueue(queue).setBand(band));
            group.add(now);
            met.add(group);
        }
        tenant.publish(now, now.second(), 0, 0);

        assertEquals(40, met.stream().distinct().count());
        final Map<String, Long> counted = tenant.published().counters().stream()
                .filter(counter -> counter.kind() == RateKind.QUEUE || counter.kind() == RateKind.BAND)
                .collect(Collectors.toMap(Counter::id, counter -> counter.sum(Span.SECONDS, now.second(), 1)));
        assertEquals(expected, counted);
    }

    private long sum(final RateKind kind) {
        return tenant.published().counters(kind).stream()
                .mapToLong(counter -> counter.sum(Span.SECONDS, now.second(), 1))
                .sum();
    }
}
