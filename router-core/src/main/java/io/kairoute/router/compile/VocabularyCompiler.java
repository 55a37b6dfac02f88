package io.kairoute.router.compile;

import io.kairoute.router.clock.CalendarTable;
import io.kairoute.router.clock.WeekWindows;
import io.kairoute.router.clock.ZoneOffsets;
import io.kairoute.router.key.ByteKeyIndex;
import io.kairoute.router.rule.Slot;
import io.kairoute.router.rule.Vocabulary;
import io.kairoute.router.table.QueueDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects the values that rules name, and gives each its position.
 *
 * <p>First every rule is shown to it, then {@link #conclude} fixes the positions, and from then on it answers which
 * positions fit a word.
 */
final class VocabularyCompiler {
    /** The slots whose words are kept as words; the others' values are positions in the table's lists. */
    private static final int WORD_SLOTS = Slot.FIRST_OPEN;

    private final Map<Integer, Set<String>> words = new TreeMap<>();
    private final Map<String, Set<String>> labels = new LinkedHashMap<>();
    private final Set<Integer> calendars = new LinkedHashSet<>();
    private final List<Integer> cuts = new ArrayList<>();
    private final Map<Integer, Map<String, List<Integer>>> below = new HashMap<>();
    private final Map<Integer, Integer> valueCounts = new HashMap<>();
    private @Nullable WeekWindows week;
    private @Nullable Vocabulary vocabulary;

    void addWords(final int slot, final List<String> values) {
        words.computeIfAbsent(slot, s -> new LinkedHashSet<>()).addAll(values);
    }

    void addLabel(final String name, final List<String> values) {
        labels.computeIfAbsent(name, n -> new LinkedHashSet<>()).addAll(values);
    }

    void addCalendar(final int calendar) {
        calendars.add(calendar);
    }

    void addCut(final int minuteOfWeek) {
        cuts.add(minuteOfWeek);
    }

    /** Tells how many values a slot has whose values are positions. */
    void addPositions(final int slot, final int count) {
        valueCounts.put(slot, count);
    }

    Vocabulary conclude(final ZoneOffsets zone) {
        final @Nullable ByteKeyIndex[] indexes = new ByteKeyIndex[WORD_SLOTS];
        words.forEach((slot, set) -> {
            indexes[slot] = ByteKeyIndex.of(List.copyOf(set));
            valueCounts.put(slot, set.size());
            if (slot == Slot.REGION || slot == Slot.LANGUAGE) {
                below.put(slot, descendants(List.copyOf(set)));
            }
        });
        final List<String> names = List.copyOf(labels.keySet());
        final ByteKeyIndex[] values = new ByteKeyIndex[names.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = ByteKeyIndex.of(List.copyOf(labels.getOrDefault(names.get(i), Set.of())));
            valueCounts.put(Slot.FIRST_OPEN + i, values[i].count());
        }
        int slot = Slot.FIRST_OPEN + values.length;
        for (int i = 0; i < calendars.size(); i++) {
            valueCounts.put(slot++, 3);
        }
        if (!cuts.isEmpty()) {
            week = new WeekWindows(
                    zone, cuts.stream().mapToInt(Integer::intValue).toArray());
            valueCounts.put(Slot.TIME, week.count());
        }
        vocabulary = new Vocabulary(
                indexes,
                ByteKeyIndex.of(names),
                values,
                calendars.stream().mapToInt(Integer::intValue).toArray(),
                week);
        return vocabulary;
    }

    // For every word, the positions of the words that are it or stand below it.
    private static Map<String, List<Integer>> descendants(final List<String> hierarchical) {
        final Map<String, List<Integer>> result = new HashMap<>();
        hierarchical.forEach(word -> result.put(word, new ArrayList<>(1)));
        for (int i = 0; i < hierarchical.size(); i++) {
            String level = hierarchical.get(i);
            while (true) {
                final @Nullable List<Integer> list = result.get(level);
                if (list != null) {
                    list.add(i);
                }
                final int hyphen = level.lastIndexOf('-');
                if (hyphen < 0) {
                    break;
                }
                level = level.substring(0, hyphen);
            }
        }
        return result;
    }

    Map<Integer, Integer> valueCounts() {
        return valueCounts;
    }

    /** The positions of the values in a slot that fit some of the words listed. */
    int[] fitting(final int slot, final List<String> listed) {
        final @Nullable Map<String, List<Integer>> hierarchy = below.get(slot);
        if (hierarchy != null) {
            return listed.stream()
                    .flatMap(word -> hierarchy.getOrDefault(word, List.of()).stream())
                    .mapToInt(Integer::intValue)
                    .distinct()
                    .toArray();
        }
        final Vocabulary concluded = concluded();
        return listed.stream()
                .mapToInt(word -> concluded.value(slot, word))
                .distinct()
                .toArray();
    }

    /** What people call the slots of labels and calendars, in slot order. */
    List<String> openSlotNames(final List<String> calendarIds) {
        final List<String> names = new ArrayList<>();
        labels.keySet().forEach(name -> names.add("labels." + name));
        calendars.forEach(position -> names.add(
                "calendar." + (position == CalendarTable.ALWAYS ? QueueDefinition.ALWAYS : calendarIds.get(position))));
        return names;
    }

    int labelSlot(final String name) {
        return Slot.FIRST_OPEN + List.copyOf(labels.keySet()).indexOf(name);
    }

    /** The positions of a label's values that are listed. */
    int[] fittingLabel(final String name, final List<String> listed) {
        final List<String> values = List.copyOf(labels.getOrDefault(name, Set.of()));
        final Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            positions.put(values.get(i), i);
        }
        return listed.stream()
                .mapToInt(value -> positions.getOrDefault(value, Slot.NO_VALUE))
                .distinct()
                .toArray();
    }

    int calendarSlot(final int calendar) {
        return Slot.FIRST_OPEN + labels.size() + List.copyOf(calendars).indexOf(calendar);
    }

    /** The cuts of the week that lie inside a span of minutes, which may run past the end of the week. */
    List<Integer> cutsInside(final int fromMinute, final int toMinute) {
        final WeekWindows windows = Objects.requireNonNull(week, "no rule has a window");
        final List<Integer> inside = new ArrayList<>();
        for (int i = 0; i < windows.count(); i++) {
            final int start = windows.startMinute(i);
            if ((start >= fromMinute && start < toMinute) || start + WeekWindows.WEEK_MINUTES < toMinute) {
                inside.add(i);
            }
        }
        return inside;
    }

    private Vocabulary concluded() {
        return Objects.requireNonNull(vocabulary, "not concluded");
    }
}
