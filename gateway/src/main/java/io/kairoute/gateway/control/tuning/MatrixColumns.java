package io.kairoute.gateway.control.tuning;

import io.kairoute.router.decision.TreatmentField;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The columns that a matrix may have, in the order in which they are written. */
final class MatrixColumns {
    /** The column of a rule's id. */
    static final String ID = "id";

    private static final List<String> CONDITIONS = List.of(
            "occasion",
            "band",
            "tier",
            "sub_tier",
            "lifecycle",
            "value_band",
            "risk",
            "churn_band",
            "health_band",
            "language",
            "channel",
            "region",
            "product",
            "labels",
            "calendar",
            "time",
            "segment_source");
    private static final List<String> FIELDS =
            Stream.of(TreatmentField.values()).map(TreatmentField::key).toList();
    private static final List<String> ADJUSTMENTS = List.of("priority", "effort", "sla");
    private static final Set<String> NUMBERS = Set.of("priority", "sla", "preferred_wait", "effort");
    // What no plain value says, with an example of what does.
    private static final Map<String, String> JSON = Map.of(
            "labels", "{\"vip\": [\"yes\"]}",
            "calendar", "{\"office\": [\"closed\", \"holiday\"]}",
            "time", "{\"days\": \"mon-fri\", \"from\": \"08:00\", \"to\": \"17:30\"}",
            "ladder", "[{\"after\": \"60s\", \"queue\": \"second-line\"}]",
            "selectors", "[{\"key\": \"skill\", \"op\": \"ge\", \"value\": \"7\"}]",
            "overflow", "[{\"when\": {\"wait_over\": \"2m\"}, \"to\": \"second-line\"}]");

    /** All of them. */
    static final List<String> ALL = Stream.of(
                    Stream.of(ID),
                    named("when.", CONDITIONS),
                    named("unless.", CONDITIONS),
                    named("set.", FIELDS),
                    named("adjust.", ADJUSTMENTS))
            .flatMap(names -> names)
            .toList();

    private MatrixColumns() {}

    /** The part of a rule that a column belongs to; empty for the id. */
    static String part(final String column) {
        return column.substring(0, Math.max(0, column.indexOf('.')));
    }

    /** The key in its part. */
    static String key(final String column) {
        return column.substring(column.indexOf('.') + 1);
    }

    /** Whether a cell lists values. */
    static boolean isList(final String column) {
        return (column.startsWith("when.") || column.startsWith("unless.")) && !isJson(column);
    }

    /** Whether only JSON says what a cell holds. */
    static boolean isJson(final String column) {
        return JSON.containsKey(key(column));
    }

    /** What a cell of a column that takes JSON may look like. */
    static String example(final String column) {
        return String.valueOf(JSON.get(key(column)));
    }

    /** Whether a cell holds a number or duration. */
    static boolean isNumber(final String column) {
        return NUMBERS.contains(key(column)) && (column.startsWith("set.") || column.startsWith("adjust."));
    }

    private static Stream<String> named(final String prefix, final List<String> keys) {
        return keys.stream().map(key -> prefix + key);
    }
}
