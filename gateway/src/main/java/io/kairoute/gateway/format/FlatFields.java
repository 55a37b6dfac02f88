package io.kairoute.gateway.format;

import io.kairoute.routing.v1.LadderStep;
import io.kairoute.routing.v1.RouteResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * A decision as the 25 fields that every flat form carries, always all of them and always in this order. Immutable.
 *
 * <p>A value is never null: text that does not apply is empty, a number 0.
 */
final class FlatFields {
    /** Bytes of one value at most: what the strictest of the platforms takes. */
    static final int MAX_VALUE_BYTES = 255;

    /** What a value is, for forms that tell numbers from text. */
    enum Type {
        TEXT,
        NUMBER,
        BOOLEAN
    }

    /** One field; the value is safe text. */
    record Field(String name, Type type, String value) {}

    private final List<Field> fields = new ArrayList<>();
    private final int maxValueBytes;

    private FlatFields(final int maxValueBytes) {
        this.maxValueBytes = maxValueBytes;
    }

    /** The fields of a decision, with values of at most so many bytes. */
    static List<Field> of(final RouteResponse decision, final PriorityScale scale, final int maxValueBytes) {
        final FlatFields flat = new FlatFields(maxValueBytes);
        flat.text("decision_id", decision.getDecisionId());
        flat.text("contact_id", decision.getContactId());
        flat.text("queue", decision.getQueue());
        flat.text("queue_ref", decision.getQueueRef());
        flat.text("script", decision.getScript());
        flat.text("script_language", decision.getScriptLanguage());
        flat.text("job", decision.getJob());
        flat.number("priority", scale.of(decision.getPriority()));
        flat.number("sla_seconds", seconds(decision.getSlaMs()));
        flat.number("effort", decision.getEffort());
        flat.text("offer", decision.getOffer());
        flat.text("message", decision.getMessage());
        flat.text("occasion", decision.getOccasion());
        flat.text("band", decision.getBand());
        flat.text("tier", decision.getTier());
        flat.text("segment_source", decision.getSegmentSource());
        flat.text("preferred_agent", decision.getPreferredAgent());
        flat.number("preferred_wait_seconds", seconds(decision.getPreferredWaitMs()));
        final LadderStep step =
                decision.getLadderCount() == 0 ? LadderStep.getDefaultInstance() : decision.getLadder(0);
        flat.number("ladder_1_after_seconds", seconds(step.getAfterMs()));
        flat.text("ladder_1_queue", step.getQueue());
        flat.text("experiment", decision.getExperiment());
        flat.text("arm", decision.getArm());
        flat.number("table_revision", decision.getTableRevision());
        flat.fields.add(new Field("fallback", Type.BOOLEAN, Boolean.toString(decision.getFallback())));
        flat.text("fallback_cause", decision.getFallbackCause());
        return flat.fields;
    }

    private void text(final String name, final String value) {
        fields.add(new Field(name, Type.TEXT, SafeText.clean(value, maxValueBytes)));
    }

    private void number(final String name, final long value) {
        fields.add(new Field(name, Type.NUMBER, Long.toString(value)));
    }

    /** Rounded up, so that no wait becomes none. */
    private static long seconds(final long millis) {
        return (millis + 999) / 1_000;
    }
}
