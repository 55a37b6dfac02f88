package io.kairoute.router.table.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives every key that rules ask about, and every value under it, a number. */
final class ValueNumbers {
    private static final int[] NONE = {};

    private final Map<String, Integer> keys = new HashMap<>();
    private final Map<String, Map<String, Integer>> valuesByKey = new HashMap<>();
    private final List<int[]> wider = new ArrayList<>();

    /** The number of a key. */
    int key(final String key) {
        return keys.computeIfAbsent(key, any -> keys.size());
    }

    /**
     * The numbers of values under a key.
     *
     * @param isHierarchical whether {@code AU} fits {@code AU-VIC}
     */
    int[] values(final String key, final List<String> values, final boolean isHierarchical) {
        final Map<String, Integer> known = valuesByKey.computeIfAbsent(key, any -> new HashMap<>());
        final int[] numbers = new int[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = value(known, values.get(i), isHierarchical);
        }
        return numbers;
    }

    /** The numbers of the values around a value, widest last. */
    int[] widerThan(final int value) {
        return wider.get(value);
    }

    private int value(final Map<String, Integer> known, final String value, final boolean isHierarchical) {
        final Integer number = known.get(value);
        if (number != null) {
            return number;
        }
        final int hyphen = isHierarchical ? value.lastIndexOf('-') : -1;
        final int[] around = hyphen < 0 ? NONE : around(value(known, value.substring(0, hyphen), true));
        wider.add(around);
        known.put(value, wider.size() - 1);
        return wider.size() - 1;
    }

    private int[] around(final int parent) {
        final int[] beyond = wider.get(parent);
        final int[] around = new int[beyond.length + 1];
        around[0] = parent;
        System.arraycopy(beyond, 0, around, 1, beyond.length);
        return around;
    }
}
