package io.kairoute.router.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleMatcherTest {
    private final ContactValues values = new ContactValues();

    RuleMatcherTest() {
        values.reset();
    }

    /** So many rules, each of which asks for one value of the product: rule r for value r mod values. */
    private static RuleMatrix byProduct(final int rules, final int valueCount, final RuleMatrix.RiskRows risks) {
        final List<Long> rows = new ArrayList<>();
        final int[] offsets = new int[valueCount + 1];
        for (int value = -1; value < valueCount; value++) {
            final int asked = value;
            offsets[value + 1] = rows.size();
            for (final long word : RuleMatrix.pack(row(rules, rule -> rule % valueCount == asked))) {
                rows.add(word);
            }
        }
        return new RuleMatrix(
                rules,
                new int[] {Slot.PRODUCT},
                new int[][] {offsets},
                rows.stream().mapToLong(Long::longValue).toArray(),
                risks);
    }

    private interface Rules {
        boolean has(int rule);
    }

    private static long[] row(final int rules, final Rules has) {
        final long[] row = new long[RuleMatrix.wordsFor(rules)];
        for (int rule = 0; rule < rules; rule++) {
            row[rule >> 6] |= has.has(rule) ? 1L << rule : 0;
        }
        return row;
    }

    private static List<Integer> matched(final RuleMatcher matcher) {
        final List<Integer> matched = new ArrayList<>();
        for (int rule = matcher.first(); rule != RuleMatcher.NONE; rule = matcher.next(rule)) {
            matched.add(rule);
        }
        return matched;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 128, 257, 4_095, 4_096})
    void shouldFindInTableOrderEveryRuleThatAsksForTheValueAndNoOther(final int rules) {
        final RuleMatrix matrix = byProduct(rules, 7, RuleMatrix.RiskRows.NONE);
        final RuleMatcher matcher = new RuleMatcher(4_096);
        values.set(Slot.PRODUCT, 3);

        matcher.match(matrix, values);

        final List<Integer> expected = new ArrayList<>();
        for (int rule = 3; rule < rules; rule += 7) {
            expected.add(rule);
        }
        assertEquals(expected, matched(matcher));
        for (int rule = 0; rule < rules; rule++) {
            assertEquals(rule % 7 == 3, matcher.holds(rule), "rule " + rule);
        }
    }

    @Test
    void shouldHoldNothingThatHeldForTheContactBeforeOnly() {
        final RuleMatrix matrix = byProduct(4_096, 7, RuleMatrix.RiskRows.NONE);
        final RuleMatcher matcher = new RuleMatcher(4_096);
        values.set(Slot.PRODUCT, 3);
        matcher.match(matrix, values);
        values.reset();

        matcher.match(matrix, values);

        assertFalse(matcher.holds(3));
        assertFalse(matcher.holds(4_090));
    }

    @Test
    void shouldFindNoRuleWhereTheContactHasNoValue() {
        final RuleMatcher matcher = new RuleMatcher(4_096);

        matcher.match(byProduct(4_096, 7, RuleMatrix.RiskRows.NONE), values);

        assertEquals(RuleMatcher.NONE, matcher.first());
        assertFalse(matcher.holds(0));
    }

    @Test
    void shouldForgetTheContactBefore() {
        final RuleMatrix matrix = byProduct(4_096, 7, RuleMatrix.RiskRows.NONE);
        final RuleMatcher matcher = new RuleMatcher(4_096);
        values.set(Slot.PRODUCT, 1);
        matcher.match(matrix, values);
        values.reset();

        matcher.match(matrix, values);

        assertEquals(List.of(), matched(matcher));
    }

    @Test
    void shouldAskForAnyOfTheRisksAndBeBarredByAny() {
        final int rules = 300;
        final long[][] when = new long[255][];
        final long[][] unless = new long[255][];
        for (int risk = 0; risk < 255; risk++) {
            final int asked = risk;
            when[risk] = row(rules, rule -> rule == asked || rule == 299);
            unless[risk] = row(rules, rule -> rule == asked + 1);
        }
        final long[] free = row(rules, rule -> rule >= 255 && rule < 299);
        final RuleMatrix matrix = byProduct(rules, 1, new RuleMatrix.RiskRows(free, when, unless));
        final RuleMatcher matcher = new RuleMatcher(4_096);
        values.set(Slot.PRODUCT, 0);
        values.addRisk(70);
        values.addRisk(254);

        matcher.match(matrix, values);

        final TreeSet<Integer> expected = new TreeSet<>(List.of(70, 254, 299));
        for (int rule = 256; rule < 299; rule++) {
            expected.add(rule);
        }
        assertEquals(List.copyOf(expected), matched(matcher));
    }

    @Test
    void shouldTellWhichSlotHoldsARuleBack() {
        final RuleMatrix matrix = byProduct(70, 7, RuleMatrix.RiskRows.NONE);
        values.set(Slot.PRODUCT, 3);

        assertTrue(matrix.allows(Slot.PRODUCT, values, 66));
        assertFalse(matrix.allows(Slot.PRODUCT, values, 65));
        assertTrue(matrix.allows(Slot.CHANNEL, values, 65), "no rule reads the channel");
        assertTrue(matrix.asksFor(Slot.PRODUCT, 65));
        assertFalse(matrix.asksFor(Slot.CHANNEL, 65));
    }

    @Test
    void shouldTellWhichRulesReadRisksInEveryWordOfTheRules() {
        final int rules = 130;
        final long[] free = row(rules, rule -> rule % 5 != 0);
        final long[][] when = {row(rules, rule -> rule % 5 == 0), row(rules, rule -> false)};
        final long[][] unless = {row(rules, rule -> false), row(rules, rule -> rule % 3 == 0)};
        final RuleMatrix matrix = byProduct(rules, 1, new RuleMatrix.RiskRows(free, when, unless));
        values.addRisk(0);

        for (int rule = 0; rule < rules; rule++) {
            assertEquals(rule % 5 == 0, matrix.asksFor(Slot.RISK, rule), "asks, rule " + rule);
            assertEquals(rule % 5 == 0 || rule % 3 == 0, matrix.readsRisks(rule), "reads, rule " + rule);
            assertTrue(matrix.allows(Slot.RISK, values, rule), "the risk that is asked for, rule " + rule);
        }
        values.reset();
        values.addRisk(1);
        for (int rule = 0; rule < rules; rule++) {
            final boolean isFree = rule % 5 != 0 && rule % 3 != 0;
            assertEquals(isFree, matrix.allows(Slot.RISK, values, rule), "the risk that is barred, rule " + rule);
        }
        assertFalse(byProduct(rules, 1, RuleMatrix.RiskRows.NONE).readsRisks(64), "no rule reads risks");
        assertTrue(byProduct(rules, 1, RuleMatrix.RiskRows.NONE).allows(Slot.RISK, values, 64));
    }

    @Test
    void shouldPackARowIntoItsSummaryAndTheWordsThatHaveABit() {
        final long[] row = new long[64];
        row[0] = 5;
        row[63] = Long.MIN_VALUE;

        final long[] packed = RuleMatrix.pack(row);

        assertEquals("[" + (1 | 1L << 63) + ", 5, " + Long.MIN_VALUE + "]", Arrays.toString(packed));
        assertEquals(3, RuleMatrix.packedLength(packed[0]));
    }
}
