package io.kairoute.router.compile;

import io.kairoute.router.table.CalendarDefinition;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.ScriptDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TierDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where each id stands in its list of the table. */
record TableIds(Ids occasions, Ids tiers, Ids queues, Ids scripts, Ids calendars) {

    static TableIds of(final TableDefinition table) {
        return new TableIds(
                Ids.of(table.occasions().stream().map(OccasionDefinition::id).toList()),
                Ids.of(table.tiers().stream().map(TierDefinition::id).toList()),
                Ids.of(table.queues().stream().map(QueueDefinition::id).toList()),
                Ids.of(table.scripts().stream().map(ScriptDefinition::id).toList()),
                Ids.of(table.calendars().stream().map(CalendarDefinition::id).toList()));
    }

    /** The ids of one list. */
    record Ids(List<String> names, Map<String, Integer> positions) {
        static Ids of(final List<String> names) {
            final Map<String, Integer> positions = new HashMap<>();
            names.forEach(name -> positions.put(name, positions.size()));
            return new Ids(names, positions);
        }

        int count() {
            return names.size();
        }

        /** The position of an id that a checked table is sure to know. */
        int of(final String id) {
            final Integer position = positions.get(id);
            if (position == null) {
                throw new IllegalArgumentException("unknown id=" + id + " known=" + names);
            }
            return position;
        }

        /** The position of an id, or {@code missing}. */
        int ofOr(final String id, final int missing) {
            return positions.getOrDefault(id, missing);
        }
    }
}
