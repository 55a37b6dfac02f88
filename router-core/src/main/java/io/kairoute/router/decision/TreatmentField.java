package io.kairoute.router.decision;

/** The fields of a treatment, by the keys that tables use, in the order of {@link TreatmentFields}. */
public enum TreatmentField {
    /** The queue. */
    QUEUE(TreatmentFields.QUEUE, "queue"),
    /** The agent script. */
    SCRIPT(TreatmentFields.SCRIPT, "script"),
    /** 0 to 100, high first. */
    PRIORITY(TreatmentFields.PRIORITY, "priority"),
    /** The service-level target. */
    SLA(TreatmentFields.SLA, "sla", "sla_ms"),
    /** The message played or shown. */
    MESSAGE(TreatmentFields.MESSAGE, "message"),
    /** What is offered instead of waiting. */
    OFFER(TreatmentFields.OFFER, "offer"),
    /** The escalation ladder. */
    LADDER(TreatmentFields.LADDER, "ladder"),
    /** Demands on the agent. */
    SELECTORS(TreatmentFields.SELECTORS, "selectors"),
    /** How long to wait for the preferred agent. */
    PREFERRED_WAIT(TreatmentFields.PREFERRED_WAIT, "preferred_wait", "preferred_wait_ms"),
    /** 0 to 100: how much effort the segment is worth. */
    EFFORT(TreatmentFields.EFFORT, "effort"),
    /** The treatment's own overflow. */
    OVERFLOW(TreatmentFields.OVERFLOW, "overflow"),
    /** Pin or follow. */
    IN_FLIGHT(TreatmentFields.IN_FLIGHT, "in_flight");

    static {
        for (final TreatmentField field : values()) {
            if (field.index != field.ordinal()) {
                throw new AssertionError(field + " index=" + field.index);
            }
        }
        if (values().length != TreatmentFields.COUNT) {
            throw new AssertionError("fields=" + values().length + " count=" + TreatmentFields.COUNT);
        }
    }

    private final int index;
    private final String key;
    private final String answerKey;

    TreatmentField(final int index, final String key) {
        this(index, key, key);
    }

    TreatmentField(final int index, final String key, final String answerKey) {
        this.index = index;
        this.key = key;
        this.answerKey = answerKey;
    }

    /** Where a decision holds the field. */
    public int index() {
        return index;
    }

    /** The spelling in tables. */
    public String key() {
        return key;
    }

    /** The spelling in answers, which tells the unit. */
    public String answerKey() {
        return answerKey;
    }
}
