package io.kairoute.router.table;

import static java.util.Map.entry;

import java.util.Map;

/**
 * The metrics that every table may name without defining them.
 *
 * <p>A table that defines one of these ids under {@code metrics} means its own.
 */
public final class MetricDictionary {
    private static final String OCCASION = "occasion";
    private static final String SEGMENT = "segment";
    private static final String SECONDS = "seconds";
    private static final String SHARE = "share";
    private static final String OWNER = "built-in";

    /** The built-in metrics by id. */
    public static final Map<String, MetricDefinition> BUILT_IN = Map.ofEntries(
            metric("time_to_relief", OCCASION, SECONDS, "contact"),
            metric("time_to_resolution", OCCASION, SECONDS, "7 days"),
            metric("first_contact_resolution", OCCASION, SHARE, "7 days"),
            metric("repeat_contact_rate", OCCASION, SHARE, "7 days"),
            metric("average_speed_of_answer", OCCASION, SECONDS, "contact"),
            metric("average_handle_time", OCCASION, SECONDS, "contact"),
            metric("service_level", OCCASION, SHARE, "contact"),
            metric("abandonment_rate", OCCASION, SHARE, "contact"),
            metric("transfer_rate", OCCASION, SHARE, "contact"),
            metric("escalation_rate", OCCASION, SHARE, "contact"),
            metric("containment_rate", OCCASION, SHARE, "contact"),
            metric("callback_completion", OCCASION, SHARE, "1 day"),
            metric("promise_kept", OCCASION, SHARE, "7 days"),
            metric("customer_effort", OCCASION, "score", "contact"),
            metric("customer_satisfaction", OCCASION, "score", "contact"),
            metric("net_promoter_score", SEGMENT, "score", "90 days"),
            metric("complaint_rate", SEGMENT, SHARE, "30 days"),
            metric("save_rate", SEGMENT, SHARE, "30 days"),
            metric("conversion", SEGMENT, SHARE, "30 days"),
            metric("upgrade_rate", SEGMENT, SHARE, "30 days"),
            metric("retention", SEGMENT, SHARE, "12 months"),
            metric("churn_rate", SEGMENT, SHARE, "12 months"),
            metric("revenue", SEGMENT, "currency", "12 months"),
            metric("lifetime_value", SEGMENT, "currency", "lifetime"),
            metric("cost_per_contact", SEGMENT, "currency", "contact"));

    private MetricDictionary() {}

    private static Map.Entry<String, MetricDefinition> metric(
            final String id, final String lens, final String unit, final String window) {
        return entry(id, new MetricDefinition(id, lens, unit, window, OWNER));
    }
}
