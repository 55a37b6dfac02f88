package io.kairoute.gateway.control.diff;

import io.kairoute.gateway.control.diff.Change.Kind;
import io.kairoute.router.table.TableDefinition;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is different between two tables: parts that came and went, fields that changed, and what stands elsewhere in an
 * order that decides something.
 *
 * <p>Walks the records of the table by their components, so that no new key can be forgotten here. Single-threaded.
 */
public final class TableDiffer {
    private static final Map<String, String> PARTS = Map.ofEntries(
            Map.entry("occasions", "occasion"),
            Map.entry("signals", "signal rule"),
            Map.entry("tiers", "tier"),
            Map.entry("tuning", "tuning rule"),
            Map.entry("protections", "protection"),
            Map.entry("queues", "queue"),
            Map.entry("calendars", "calendar"),
            Map.entry("scripts", "script"),
            Map.entry("layers", "layer"),
            Map.entry("experiments", "experiment"),
            Map.entry("metrics", "metric"));
    private static final Set<String> ORDERED = Set.of("occasions", "signals", "tuning", "protections", "experiments");

    private final List<Change> changes = new ArrayList<>();

    private TableDiffer() {}

    /** What changed from one table to another, part by part. */
    public static List<Change> diff(final TableDefinition before, final TableDefinition after) {
        final TableDiffer differ = new TableDiffer();
        for (final RecordComponent component : TableDefinition.class.getRecordComponents()) {
            final Object left = RecordFields.value(before, component);
            final Object right = RecordFields.value(after, component);
            final String part = PARTS.get(component.getName());
            if (part != null && left instanceof List<?> was && right instanceof List<?> is) {
                differ.parts(part, byId(was), byId(is), ORDERED.contains(component.getName()));
            } else {
                differ.field("table", "", RecordFields.name(component), component, left, right);
            }
        }
        return List.copyOf(differ.changes);
    }

    /** The changes in one sentence: how many of what. */
    public static String summary(final List<Change> changes) {
        if (changes.isEmpty()) {
            return "Nothing is different.";
        }
        final Map<String, Set<String>> ids = new LinkedHashMap<>();
        changes.forEach(change ->
                ids.computeIfAbsent(change.part(), part -> new TreeSet<>()).add(change.id()));
        return ids.entrySet().stream()
                .map(part -> part.getKey()
                        + (part.getKey().equals("table")
                                ? " fields"
                                : " " + part.getValue().stream().limit(3).collect(Collectors.joining(", "))
                                        + (part.getValue().size() > 3
                                                ? " and " + (part.getValue().size() - 3) + " more"
                                                : "")))
                .collect(Collectors.joining("; ", "Different: ", "."));
    }

    private void parts(
            final String part,
            final Map<String, Object> before,
            final Map<String, Object> after,
            final boolean isOrdered) {
        before.forEach((id, was) -> {
            if (!after.containsKey(id)) {
                changes.add(new Change(Kind.REMOVED, part, id, "", "", ""));
            }
        });
        final Set<String> moved = isOrdered ? moved(before, after) : Set.of();
        after.forEach((id, is) -> {
            final Object was = before.get(id);
            if (was == null) {
                changes.add(new Change(Kind.ADDED, part, id, "", "", ""));
                return;
            }
            if (moved.contains(id)) {
                changes.add(new Change(Kind.MOVED, part, id, "", place(before, id), place(after, id)));
            }
            record(part, id, "", was, is);
        });
    }

    private static String place(final Map<String, Object> parts, final String id) {
        return Integer.toString(new ArrayList<>(parts.keySet()).indexOf(id) + 1);
    }

    // Of what is in both, the longest run that kept its order stayed; all else moved.
    private static Set<String> moved(final Map<String, Object> before, final Map<String, Object> after) {
        final List<String> was =
                before.keySet().stream().filter(after::containsKey).toList();
        final List<String> is =
                after.keySet().stream().filter(before::containsKey).toList();
        if (was.equals(is)) {
            return Set.of();
        }
        final Map<String, Integer> place = new LinkedHashMap<>();
        was.forEach(id -> place.put(id, place.size()));
        final int[] placeOf = is.stream().mapToInt(place::get).toArray();
        final Set<String> moved = new HashSet<>(is);
        for (final int index : longestRising(placeOf)) {
            moved.remove(is.get(index));
        }
        return moved;
    }

    private static List<Integer> longestRising(final int[] values) {
        final int[] ends = new int[values.length];
        final int[] previous = new int[values.length];
        int length = 0;
        for (int i = 0; i < values.length; i++) {
            int low = 0;
            int high = length;
            while (low < high) {
                final int middle = (low + high) >>> 1;
                if (values[ends[middle]] < values[i]) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            previous[i] = low == 0 ? -1 : ends[low - 1];
            ends[low] = i;
            length = Math.max(length, low + 1);
        }
        final List<Integer> indexes = new ArrayList<>();
        for (int i = length == 0 ? -1 : ends[length - 1]; i >= 0; i = previous[i]) {
            indexes.add(i);
        }
        return indexes;
    }

    private void record(
            final String part, final String id, final String path, final Object before, final Object after) {
        for (final RecordComponent component : before.getClass().getRecordComponents()) {
            final String name =
                    path.isEmpty() ? RecordFields.name(component) : path + "." + RecordFields.name(component);
            field(
                    part,
                    id,
                    name,
                    component,
                    RecordFields.value(before, component),
                    RecordFields.value(after, component));
        }
    }

    private void field(
            final String part,
            final String id,
            final String name,
            final RecordComponent component,
            final @Nullable Object before,
            final @Nullable Object after) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (before != null && after != null && before.getClass().isRecord() && before.getClass() == after.getClass()) {
            record(part, id, name, before, after);
            return;
        }
        if (before instanceof List<?> was && after instanceof List<?> is && haveIds(was) && haveIds(is)) {
            namedList(part, id, name, component, byId(was), byId(is));
            return;
        }
        changes.add(new Change(
                Kind.CHANGED,
                part,
                id,
                name,
                RecordFields.text(component, before),
                RecordFields.text(component, after)));
    }

    private void namedList(
            final String part,
            final String id,
            final String name,
            final RecordComponent component,
            final Map<String, Object> before,
            final Map<String, Object> after) {
        final Set<String> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        for (final String one : all) {
            field(part, id, name + "[" + one + "]", component, before.get(one), after.get(one));
        }
        if (before.keySet().equals(after.keySet())
                && !List.copyOf(before.keySet()).equals(List.copyOf(after.keySet()))) {
            changes.add(new Change(
                    Kind.CHANGED,
                    part,
                    id,
                    name,
                    before.keySet().toString(),
                    after.keySet().toString()));
        }
    }

    private static boolean haveIds(final List<?> records) {
        return records.stream().allMatch(one -> RecordFields.id(one) != null)
                && byId(records).size() == records.size();
    }

    private static Map<String, Object> byId(final List<?> records) {
        final Map<String, Object> byId = new LinkedHashMap<>();
        for (final Object one : records) {
            byId.put(String.valueOf(RecordFields.id(one)), one);
        }
        return byId;
    }
}
