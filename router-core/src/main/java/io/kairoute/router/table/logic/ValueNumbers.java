package io.kairoute.router.table.logic;

import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.ConditionsDefinition;
import io.kairoute.router.table.Hierarchy;
import io.kairoute.router.table.TableDefinition;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives every key that rules ask about, and every value under it, a number.
 *
 * <p>Regions and languages are numbered ahead, so that each knows the nearest one around it that some rule names. What no rule names
 * needs no number: nothing is ever compared with it.
 */
final class ValueNumbers {
    /** No value that a rule names is around that one. */
    static final int NONE = Hierarchy.NONE;

    private final Map<String, Integer> keys = new HashMap<>();
    private final Map<String, Map<String, Integer>> valuesByKey = new HashMap<>();
    private int count;
    /** The number of the value around each that was numbered ahead. */
    private int[] wider = {};

    ValueNumbers(final TableDefinition table) {
        for (final Attribute attribute : Attribute.values()) {
            if (attribute.isHierarchical()) {
                number(attribute.key(), named(table, attribute));
            }
        }
    }

    /** The number of a key. */
    int key(final String key) {
        return keys.computeIfAbsent(key, any -> keys.size());
    }

    /** The numbers of values under a key. */
    int[] values(final String key, final List<String> values) {
        final Map<String, Integer> known = valuesByKey.computeIfAbsent(key, any -> new HashMap<>());
        return values.stream()
                .mapToInt(value -> known.computeIfAbsent(value, any -> count++))
                .toArray();
    }

    /** The number of the nearest value around another, or {@link #NONE}. */
    int wider(final int value) {
        return value < wider.length ? wider[value] : NONE;
    }

    private void number(final String key, final Set<String> words) {
        final List<String> all = List.copyOf(words);
        final int first = count;
        values(key, all);
        final Hierarchy hierarchy = Hierarchy.of(all);
        wider = Arrays.copyOf(wider, count);
        for (int i = 0; i < all.size(); i++) {
            wider[first + i] = hierarchy.wider(i) == Hierarchy.NONE ? NONE : first + hierarchy.wider(i);
        }
    }

    private static Set<String> named(final TableDefinition table, final Attribute attribute) {
        final Set<String> named = new LinkedHashSet<>();
        table.signals().forEach(rule -> add(named, attribute, rule.when(), rule.unless()));
        table.tuning().forEach(rule -> add(named, attribute, rule.when(), rule.unless()));
        return named;
    }

    private static void add(
            final Set<String> named,
            final Attribute attribute,
            final ConditionsDefinition when,
            final ConditionsDefinition unless) {
        named.addAll(when.attributes().getOrDefault(attribute, List.of()));
        named.addAll(unless.attributes().getOrDefault(attribute, List.of()));
    }
}
