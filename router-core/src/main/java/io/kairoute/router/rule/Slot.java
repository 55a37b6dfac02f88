package io.kairoute.router.rule;

import java.util.List;

/**
 * The positions in a contact's row of values: what a rule can ask about. Labels and calendars follow from
 * {@link #FIRST_OPEN} on, as many as the table's rules read.
 */
public final class Slot {
    /** The intent. */
    public static final int INTENT = 0;
    /** The entry point. */
    public static final int ENTRY_POINT = 1;
    /** The channel. */
    public static final int CHANNEL = 2;
    /** The direction. */
    public static final int DIRECTION = 3;
    /** The region, hierarchical. */
    public static final int REGION = 4;
    /** The product. */
    public static final int PRODUCT = 5;
    /** The device. */
    public static final int DEVICE = 6;
    /** The language, hierarchical. */
    public static final int LANGUAGE = 7;
    /** The account key; live occasions only. */
    public static final int ACCOUNT = 8;
    /** The winning occasion. */
    public static final int OCCASION = 9;
    /** The band. */
    public static final int BAND = 10;
    /** The tier. */
    public static final int TIER = 11;
    /** By what the tier was found. */
    public static final int SEGMENT_SOURCE = 12;
    /** The profile's sub-tier. */
    public static final int SUB_TIER = 13;
    /** The profile's lifecycle stage. */
    public static final int LIFECYCLE = 14;
    /** The profile's value band. */
    public static final int VALUE_BAND = 15;
    /** The profile's churn band. */
    public static final int CHURN_BAND = 16;
    /** The profile's health band. */
    public static final int HEALTH_BAND = 17;
    /** The profile's risks; a set, kept apart from the row of values. */
    public static final int RISK = 18;
    /** The cut of the week. */
    public static final int TIME = 19;
    /** The first label; calendars follow the labels. */
    public static final int FIRST_OPEN = 20;

    /** The value that is not there, or that no rule names. */
    public static final int NO_VALUE = -1;

    /** What people call the fixed slots, by position: the keys of tables, and the account. */
    public static final List<String> NAMES = List.of(
            "intent",
            "entry_point",
            "channel",
            "direction",
            "region",
            "product",
            "device",
            "language",
            "account",
            "occasion",
            "band",
            "tier",
            "segment_source",
            "sub_tier",
            "lifecycle",
            "value_band",
            "churn_band",
            "health_band",
            "risk",
            "time");

    private Slot() {}
}
