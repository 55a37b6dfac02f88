package io.kairoute.node.contacts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a row of a contacts file becomes a routing question.
 *
 * @param format the format number, {@link #FORMAT} today
 * @param fields where each text field of the question comes from; one without an entry stays empty
 * @param labels where each label comes from
 * @param timestamp when the contact came; null for the moment it is sent
 * @param customer gives rows a customer of another file; null where {@code fields} name one, or nobody does
 * @param intent what free text means; null where {@code fields} name the intent, or nobody does
 */
public record ContactMapping(
        @JsonProperty("format") int format,
        @JsonProperty("fields") Map<String, FieldMapping> fields,
        @JsonProperty("labels") Map<String, FieldMapping> labels,
        @JsonProperty("timestamp") @Nullable TimestampMapping timestamp,
        @JsonProperty("customer") @Nullable CustomerMapping customer,
        @JsonProperty("intent") @Nullable IntentMapping intent) {

    /** The format number that this version reads. */
    public static final int FORMAT = 1;

    /** Checks that every part fits the others. */
    public ContactMapping {
        if (format != FORMAT) {
            throw new IllegalArgumentException("format is " + format + "; this version reads " + FORMAT);
        }
        fields = copy(fields);
        labels = copy(labels);
        for (final String field : fields.keySet()) {
            QuestionField.of(field);
        }
        if (customer != null && fields.containsKey("customer_key")) {
            throw new IllegalArgumentException("customer and fields.customer_key both name the customer");
        }
        if (intent != null && fields.containsKey("intent")) {
            throw new IllegalArgumentException("intent and fields.intent both name the intent");
        }
    }

    /** The columns that a contacts file must have. */
    public Set<String> columns() {
        final Set<String> columns = new LinkedHashSet<>();
        fields.values().forEach(field -> add(columns, field.column()));
        labels.values().forEach(field -> add(columns, field.column()));
        if (timestamp != null) {
            add(columns, timestamp.instant());
            add(columns, timestamp.date() == null ? null : timestamp.date().column());
            add(columns, timestamp.time() == null ? null : timestamp.time().column());
        }
        add(columns, intent == null ? null : intent.column());
        return columns;
    }

    private static void add(final Set<String> columns, final @Nullable String column) {
        if (column != null) {
            columns.add(column);
        }
    }

    private static Map<String, FieldMapping> copy(final @Nullable Map<String, FieldMapping> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
