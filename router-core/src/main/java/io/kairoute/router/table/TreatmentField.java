package io.kairoute.router.table;

/** The fields of a treatment, by the keys that tables use. The order is that of {@link TreatmentDefinition}. */
public enum TreatmentField {
    /** The queue. */
    QUEUE("queue"),
    /** The agent script. */
    SCRIPT("script"),
    /** 0 to 100, high first. */
    PRIORITY("priority"),
    /** The service-level target. */
    SLA("sla"),
    /** The message played or shown. */
    MESSAGE("message"),
    /** What is offered instead of waiting. */
    OFFER("offer"),
    /** The escalation ladder. */
    LADDER("ladder"),
    /** Demands on the agent. */
    SELECTORS("selectors"),
    /** How long to wait for the preferred agent. */
    PREFERRED_WAIT("preferred_wait"),
    /** 0 to 100: how much effort the segment is worth. */
    EFFORT("effort"),
    /** The treatment's own overflow. */
    OVERFLOW("overflow"),
    /** Pin or follow. */
    IN_FLIGHT("in_flight");

    private final String key;

    TreatmentField(final String key) {
        this.key = key;
    }

    /** The spelling in tables. */
    public String key() {
        return key;
    }
}
