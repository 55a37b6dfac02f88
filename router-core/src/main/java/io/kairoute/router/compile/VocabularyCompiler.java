package io.kairoute.router.compile;

import io.kairoute.router.clock.CalendarTable;
import io.kairoute.router.clock.WeekWindows;
import io.kairoute.router.clock.ZoneOffsets;
import io.kairoute.router.key.ByteKeyIndex;
import io.kairoute.router.rule.Slot;
import io.kairoute.router.rule.Vocabulary;
import io.kairoute.router.table.Hierarchy;
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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Collects the values that rules name, and gives each its position.
 *
 * <p>First every rule is shown to it, then {@link #conclude} fixes the positions, and from then on it answers which
 * position a term has.
 */
final class VocabularyCompiler {
    /** The slots whose terms are kept as terms; the others' values are positions in the table's lists. */
    private static final int TERM_SLOTS = Slot.FIRST_OPEN;

    private final Map<Integer, Set<String>> terms = new TreeMap<>();
    private final Map<String, Set<String>> labels = new LinkedHashMap<>();
    private final Set<Integer> calendars = new LinkedHashSet<>();
    private final List<Integer> cuts = new ArrayList<>();
    private final Map<Integer, Hierarchy> hierarchies = new HashMap<>();
    private final Map<Integer, Integer> valueCounts = new HashMap<>();
    private final Map<String, Label> labelsByName = new HashMap<>();
    private @Nullable WeekWindows week;
    private @Nullable Vocabulary vocabulary;

    /** A label's slot with the values that rules name. */
    private record Label(int slot, ByteKeyIndex values) {}

    void addTerms(final int slot, final List<String> values) {
        terms.computeIfAbsent(slot, s -> new LinkedHashSet<>()).addAll(values);
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
        final @Nullable ByteKeyIndex[] indexes = new ByteKeyIndex[TERM_SLOTS];
        terms.forEach((slot, set) -> {
            final List<String> all = List.copyOf(set);
            indexes[slot] = ByteKeyIndex.of(all);
            valueCounts.put(slot, all.size());
            if (slot == Slot.REGION || slot == Slot.LANGUAGE) {
                hierarchies.put(slot, Hierarchy.of(all));
            }
        });
        final List<String> names = List.copyOf(labels.keySet());
        final ByteKeyIndex[] values = new ByteKeyIndex[names.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = ByteKeyIndex.of(List.copyOf(labels.getOrDefault(names.get(i), Set.of())));
            valueCounts.put(Slot.FIRST_OPEN + i, values[i].count());
            labelsByName.put(names.get(i), new Label(Slot.FIRST_OPEN + i, values[i]));
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

    /** How many values a slot has. */
    int count(final int slot) {
        return valueCounts.getOrDefault(slot, 0);
    }

    /** How the values of a slot lie inside each other; null where none does. */
    @Nullable
    Hierarchy hierarchy(final int slot) {
        return hierarchies.get(slot);
    }

    /** The positions of terms in a slot. */
    ValueRanges positions(final int slot, final List<String> listed) {
        final Vocabulary concluded = concluded();
        return ValueRanges.of(listed.stream().mapToInt(term -> concluded.value(slot, term)));
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
        return label(name).slot();
    }

    /** The positions of a label's values that are listed. */
    ValueRanges labelPositions(final String name, final List<String> listed) {
        return ValueRanges.of(listed.stream().mapToInt(label(name).values()::find));
    }

    private Label label(final String name) {
        return Objects.requireNonNull(labelsByName.get(name), "no rule reads the label");
    }

    int calendarSlot(final int calendar) {
        return Slot.FIRST_OPEN + labels.size() + List.copyOf(calendars).indexOf(calendar);
    }

    /** The cuts of the week inside a span of minutes, which may run past the end of the week: bounds of ranges. */
    IntStream cutsInside(final int fromMinute, final int toMinute) {
        return IntStream.of(
                cutAt(fromMinute), cutAt(toMinute), 0, cutAt(Math.max(0, toMinute - WeekWindows.WEEK_MINUTES)));
    }

    /** The first cut that does not begin before a minute. */
    private int cutAt(final int minute) {
        final WeekWindows windows = Objects.requireNonNull(week, "no rule has a window");
        int low = 0;
        int high = windows.count();
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (windows.startMinute(middle) < minute) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Vocabulary concluded() {
        return Objects.requireNonNull(vocabulary, "not concluded");
    }
}
