package io.kairoute.router.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.Limits;
import io.kairoute.router.table.ExperimentDefinition;
import io.kairoute.router.table.ExperimentDefinition.Arm;
import io.kairoute.router.table.OverflowRuleDefinition;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TableReport;
import io.kairoute.router.table.TierDefinition;
import io.kairoute.router.table.check.TableChecks;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TableGeneratorTest {
    private static final long SEED = 4_711;
    private static final int TABLES = 300;
    private static final int TABLES_AT_THE_LIMITS = 3;
    private static final int ENOUGH = 25;

    private static Stream<TableDefinition> tables() {
        return IntStream.range(0, TABLES)
                .mapToObj(n -> Situation.of(SEED, n).scenario().table());
    }

    @Test
    void shouldThrowTheSameForTheSameSeed() {
        final Situation one = Situation.of(SEED, 3);
        final Situation same = Situation.of(SEED, 3);

        assertEquals(one, same);
        assertNotEquals(one, Situation.of(SEED, 4));
        assertNotEquals(one, Situation.of(SEED + 1, 3));
        assertEquals(new RequestGenerator(one).question(new Dice(1)), new RequestGenerator(same).question(new Dice(1)));
    }

    @Test
    void shouldThrowValidTablesAtTheLimits() {
        for (int n = 0; n < TABLES_AT_THE_LIMITS; n++) {
            final TableDefinition table =
                    Situation.of(SEED, n, Scale.LIMITS).scenario().table();

            final TableReport report = TableChecks.check(table, LocalDate.of(2026, 11, 21));

            assertNotNull(report.table(), () -> "seed=" + SEED + " " + report.problems());
        }
    }

    @Test
    void shouldReachEveryLimitOfWhatIsKeptInWordsOfBits() {
        final List<Scenario> scenarios = IntStream.range(0, ENOUGH)
                .mapToObj(n -> Situation.of(SEED, n, Scale.LIMITS).scenario())
                .toList();
        final List<TableDefinition> tables =
                scenarios.stream().map(Scenario::table).toList();

        assertEquals(Limits.SIGNAL_RULES, most(tables, table -> table.signals().size()));
        assertEquals(Limits.TUNING_RULES, most(tables, table -> table.tuning().size()));
        assertEquals(
                Limits.PROTECTIONS, most(tables, table -> table.protections().size()));
        assertEquals(Limits.TIERS, most(tables, table -> table.tiers().size()));
        assertEquals(Limits.QUEUES, most(tables, table -> table.queues().size()));
        assertEquals(
                Limits.EXPERIMENTS, most(tables, table -> table.experiments().size()));
        assertEquals(
                Limits.PROFILE_VALUES,
                scenarios.stream().mapToInt(TableGeneratorTest::risks).max().orElseThrow());
    }

    private static int most(final List<TableDefinition> tables, final ToIntFunction<TableDefinition> size) {
        return tables.stream().mapToInt(size).max().orElseThrow();
    }

    private static int risks(final Scenario scenario) {
        final ReferenceSegmentSet set = scenario.segments();
        return set == null
                ? 0
                : (int) set.profiles().values().stream()
                        .flatMap(profile -> profile.risks().stream())
                        .distinct()
                        .count();
    }

    @Test
    void shouldGiveEveryIdOnce() {
        tables().forEach(table -> {
            assertUnique(table.occasions().stream().map(one -> one.id()).toList());
            assertUnique(table.tiers().stream().map(one -> one.id()).toList());
            assertUnique(table.queues().stream().map(one -> one.id()).toList());
            assertUnique(table.experiments().stream().map(one -> one.id()).toList());
            table.experiments()
                    .forEach(
                            one -> assertUnique(one.arms().stream().map(Arm::id).toList()));
        });
    }

    private static void assertUnique(final List<String> ids) {
        assertEquals(ids.size(), Set.copyOf(ids).size(), () -> "seed=" + SEED + " " + ids);
    }

    @Test
    void shouldLeadNoOverflowChainInACircleOrTooFar() {
        tables().forEach(table -> table.queues().forEach(queue -> {
            final int moves = longestWay(table, queue, Set.of());
            assertTrue(moves <= Limits.OVERFLOW_MOVES, () -> "seed=" + SEED + " " + queue.id() + " moves=" + moves);
        }));
    }

    private static int longestWay(final TableDefinition table, final QueueDefinition from, final Set<String> passed) {
        assertTrue(!passed.contains(from.id()), () -> "seed=" + SEED + " a circle through " + passed);
        final Set<String> now = new HashSet<>(passed);
        now.add(from.id());
        int longest = 0;
        for (final OverflowRuleDefinition rule : from.overflow()) {
            final QueueDefinition to = table.queues().stream()
                    .filter(queue -> queue.id().equals(rule.to()))
                    .findFirst()
                    .orElseThrow();
            longest = Math.max(longest, 1 + longestWay(table, to, now));
        }
        return longest;
    }

    @Test
    void shouldSplitEveryExperimentInWholeAndNoLayerTwice() {
        tables().forEach(table -> {
            for (final ExperimentDefinition one : table.experiments()) {
                assertEquals(10_000, one.arms().stream().mapToInt(Arm::shareBp).sum());
                assertTrue(one.arms().size() <= Limits.ARMS);
                assertTrue(0 <= one.rangeLo() && one.rangeLo() < one.rangeHi() && one.rangeHi() <= 10_000);
                assertTrue(one.startsMs() < one.endsMs());
                for (final ExperimentDefinition other : table.experiments()) {
                    final boolean shareALayer =
                            one.layer() != null && one.layer().equals(other.layer()) && !one.equals(other);
                    assertTrue(
                            !shareALayer || one.rangeHi() <= other.rangeLo() || other.rangeHi() <= one.rangeLo(),
                            () -> "seed=" + SEED + " " + one.id() + " overlaps " + other.id());
                }
            }
        });
    }

    @Test
    void shouldNeverPutAQueueInsteadThatATierMayNotUse() {
        tables().forEach(table -> {
            final Set<String> capped = new HashSet<>();
            table.tiers().forEach(tier -> capped.addAll(tier.caps().queues()));
            for (final TierDefinition tier : table.tiers()) {
                final TierDefinition.CapsDefinition caps = tier.caps();
                assertEquals(caps.queues().isEmpty(), caps.instead() == null);
                assertTrue(caps.instead() == null || !capped.contains(caps.instead()));
            }
        });
    }

    @Test
    void shouldAskAndDoSomethingInEveryRule() {
        tables().forEach(table -> {
            table.signals()
                    .forEach(rule ->
                            assertTrue(!rule.when().isEmpty() || !rule.unless().isEmpty()));
            table.tuning().forEach(rule -> {
                assertTrue(!rule.when().isEmpty() || !rule.unless().isEmpty());
                assertTrue(!rule.set().isEmpty()
                        || rule.adjustPriority() != null
                        || rule.adjustEffort() != null
                        || rule.adjustSlaMs() != null);
            });
            table.calendars().forEach(calendar -> assertTrue(!calendar.weekly().isEmpty()));
            table.occasions().forEach(occasion -> {
                assertTrue(1 <= occasion.ambiguousAtBp() && occasion.ambiguousAtBp() <= occasion.clearAtBp());
                assertTrue(occasion.floorPriority() == null
                        || occasion.ceilingPriority() == null
                        || occasion.floorPriority() <= occasion.ceilingPriority());
            });
        });
    }
}
