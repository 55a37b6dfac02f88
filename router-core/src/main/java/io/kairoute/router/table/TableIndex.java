package io.kairoute.router.table;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A table with its parts by id; of two with the same id the first counts.
 *
 * @param metrics the ids of the metrics that the table defines, and of those that are built in
 */
public record TableIndex(
        TableDefinition table,
        Map<String, OccasionDefinition> occasions,
        Map<String, TierDefinition> tiers,
        Map<String, QueueDefinition> queues,
        Map<String, ScriptDefinition> scripts,
        Map<String, CalendarDefinition> calendars,
        Map<String, LayerDefinition> layers,
        Set<String> metrics) {
    /** The index of a table. */
    public static TableIndex of(final TableDefinition table) {
        final Set<String> metrics = new HashSet<>(MetricDictionary.BUILT_IN.keySet());
        table.metrics().forEach(metric -> metrics.add(metric.id()));
        return new TableIndex(
                table,
                byId(table.occasions(), OccasionDefinition::id),
                byId(table.tiers(), TierDefinition::id),
                byId(table.queues(), QueueDefinition::id),
                byId(table.scripts(), ScriptDefinition::id),
                byId(table.calendars(), CalendarDefinition::id),
                byId(table.layers(), LayerDefinition::id),
                metrics);
    }

    private static <T> Map<String, T> byId(final List<T> parts, final Function<T, String> id) {
        final Map<String, T> byId = new LinkedHashMap<>();
        parts.forEach(part -> byId.putIfAbsent(id.apply(part), part));
        return byId;
    }
}
