package io.kairoute.router.table;

import java.util.List;
import java.util.Map;

/**
 * One tenant's whole routing definition, as authored: names and numbers, nothing resolved. Immutable.
 *
 * <p>The order of {@code occasions} is precedence, the order of {@code signals}, {@code tuning}, {@code protections} and
 * {@code experiments} is the order in which they are tried. Parts that the document leaves out are empty, never null.
 *
 * @param table the table's name
 * @param format the format number of the document, {@link #FORMAT} today
 * @param values closed vocabularies: attribute key to its only values, for the attributes that are closed
 */
public record TableDefinition(
        String table,
        int format,
        DefaultsDefinition defaults,
        List<OccasionDefinition> occasions,
        List<SignalRuleDefinition> signals,
        List<TierDefinition> tiers,
        List<TuningRuleDefinition> tuning,
        List<ProtectionDefinition> protections,
        List<QueueDefinition> queues,
        List<CalendarDefinition> calendars,
        List<ScriptDefinition> scripts,
        List<LayerDefinition> layers,
        List<ExperimentDefinition> experiments,
        List<MetricDefinition> metrics,
        Map<String, List<String>> values) {

    /**
     * The format number that this version writes and reads.
     *
     * <p>The number rises when a document of the old format would mean something else to the new reader. A version reads
     * its own format and the older ones, which it turns into its own before anything else looks at them, and refuses a
     * newer one. A new optional key does not raise the number: a version that does not know the key refuses it by name.
     */
    public static final int FORMAT = 1;
}
