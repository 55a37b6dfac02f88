package io.kairoute.router.table.check;

import io.kairoute.router.table.CalendarDefinition;
import io.kairoute.router.table.LayerDefinition;
import io.kairoute.router.table.MetricDefinition;
import io.kairoute.router.table.MetricDictionary;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.ScriptDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TierDefinition;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A table with its parts by id; of two with the same id the first counts. */
final class TableIndex {
    final TableDefinition table;
    final Map<String, OccasionDefinition> occasions;
    final Map<String, TierDefinition> tiers;
    final Map<String, QueueDefinition> queues;
    final Map<String, ScriptDefinition> scripts;
    final Map<String, CalendarDefinition> calendars;
    final Map<String, LayerDefinition> layers;
    final Set<String> metrics = new HashSet<>(MetricDictionary.BUILT_IN.keySet());

    TableIndex(final TableDefinition table) {
        this.table = table;
        occasions = byId(table.occasions(), OccasionDefinition::id);
        tiers = byId(table.tiers(), TierDefinition::id);
        queues = byId(table.queues(), QueueDefinition::id);
        scripts = byId(table.scripts(), ScriptDefinition::id);
        calendars = byId(table.calendars(), CalendarDefinition::id);
        layers = byId(table.layers(), LayerDefinition::id);
        table.metrics().stream().map(MetricDefinition::id).forEach(metrics::add);
    }

    private static <T> Map<String, T> byId(final List<T> parts, final Function<T, String> id) {
        final Map<String, T> byId = new LinkedHashMap<>();
        parts.forEach(part -> byId.putIfAbsent(id.apply(part), part));
        return byId;
    }
}
