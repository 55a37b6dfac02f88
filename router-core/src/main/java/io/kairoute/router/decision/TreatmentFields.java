package io.kairoute.router.decision;

/**
 * The fields of a treatment as positions in an array of longs; the order is that of the table's keys.
 *
 * <p>Queue, script and message are positions in the table's lists; ladder, selectors and overflow are numbers of
 * interned lists, so that two equal lists have one number; times are milliseconds.
 */
public final class TreatmentFields {
    /** The field says nothing; in a decision only {@link #OVERFLOW} can. */
    public static final long ABSENT = Long.MIN_VALUE;

    /** Position of the queue. */
    public static final int QUEUE = 0;
    /** Position of the script. */
    public static final int SCRIPT = 1;
    /** 0 to 100. */
    public static final int PRIORITY = 2;
    /** Milliseconds. */
    public static final int SLA = 3;
    /** Position of the message id. */
    public static final int MESSAGE = 4;
    /** Ordinal of the offer. */
    public static final int OFFER = 5;
    /** Number of the ladder. */
    public static final int LADDER = 6;
    /** Number of the selectors. */
    public static final int SELECTORS = 7;
    /** Milliseconds. */
    public static final int PREFERRED_WAIT = 8;
    /** 0 to 100. */
    public static final int EFFORT = 9;
    /** Number of the treatment's own overflow. */
    public static final int OVERFLOW = 10;
    /** 0 for pin, 1 for follow. */
    public static final int IN_FLIGHT = 11;
    /** How many fields there are. */
    public static final int COUNT = 12;

    /** {@link #IN_FLIGHT}: the contact stays with the revision that decided first. */
    public static final int PIN = 0;

    /** Priority and effort end here. */
    public static final int MAX_PRIORITY = 100;
    /** No SLA is shorter, milliseconds. */
    public static final long MIN_SLA_MS = 1_000;

    private TreatmentFields() {}
}
