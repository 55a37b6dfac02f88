package io.kairoute.router.codec;

/**
 * The field numbers of a RouteResponse, those of {@code kairoute/routing/v1/routing.proto}: a test proves them equal to the
 * generated messages.
 */
public final class ResponseFields {
    /** The decision's id. */
    public static final int DECISION_ID = 1;
    /** The contact's id, given back. */
    public static final int CONTACT_ID = 2;
    /** The queue's id. */
    public static final int QUEUE = 3;
    /** The script's id. */
    public static final int SCRIPT = 4;
    /** The script's language. */
    public static final int SCRIPT_LANGUAGE = 5;
    /** 0 to 100. */
    public static final int PRIORITY = 6;
    /** Milliseconds. */
    public static final int SLA_MS = 7;
    /** The occasion's id. */
    public static final int OCCASION = 8;
    /** Where the occasion came from. */
    public static final int OCCASION_SOURCE = 9;
    /** The band. */
    public static final int BAND = 10;
    /** The tier's id. */
    public static final int TIER = 11;
    /** By what the tier was found. */
    public static final int SEGMENT_SOURCE = 12;
    /** The table's revision. */
    public static final int TABLE_REVISION = 13;
    /** Whether it is a fallback. */
    public static final int FALLBACK = 14;
    /** The first cause. */
    public static final int FALLBACK_CAUSE = 15;
    /** The attempt, given back. */
    public static final int ATTEMPT = 16;
    /** Basis points. */
    public static final int CONFIDENCE_BP = 17;
    /** The segment set's version. */
    public static final int SEGMENT_SET_VERSION = 18;
    /** Seconds. */
    public static final int SEGMENT_AGE_S = 19;
    /** The queue's name on the platform. */
    public static final int QUEUE_REF = 20;
    /** The occasion's job. */
    public static final int JOB = 21;
    /** 0 to 100. */
    public static final int EFFORT = 22;
    /** One step of the ladder each. */
    public static final int LADDER = 23;
    /** The offer's name. */
    public static final int OFFER = 24;
    /** The message's id. */
    public static final int MESSAGE = 25;
    /** One selector each. */
    public static final int SELECTORS = 26;
    /** The preferred agent's id. */
    public static final int PREFERRED_AGENT = 27;
    /** Milliseconds. */
    public static final int PREFERRED_WAIT_MS = 28;
    /** Milliseconds. */
    public static final int EXPECTED_WAIT_MS = 29;
    /** The experiment's id. */
    public static final int EXPERIMENT = 30;
    /** The arm's id. */
    public static final int ARM = 31;
    /** Whether the contact is in the holdout. */
    public static final int HOLDOUT = 32;
    /** The experiment's unit. */
    public static final int EXPERIMENT_UNIT = 33;
    /** One flag each. */
    public static final int FLAGS = 34;
    /** One rule each. */
    public static final int RULE_IDS = 35;
    /** How many rules there were. */
    public static final int RULE_COUNT = 36;
    /** One guardrail each. */
    public static final int GUARDRAILS = 37;
    /** One label each. */
    public static final int LABELS = 38;
    /** Why; only where it was asked for. */
    public static final int TRACE = 39;

    private ResponseFields() {}
}
