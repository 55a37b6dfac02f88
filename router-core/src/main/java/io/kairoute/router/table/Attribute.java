package io.kairoute.router.table;

/** What a rule can ask about, apart from labels, calendars and time. */
public enum Attribute {
    /** The intent that the platform heard. */
    INTENT("intent"),
    /** The number dialled or flow entered. */
    ENTRY_POINT("entry_point"),
    /** VOICE, CHAT, MESSAGE, EMAIL, TASK or CALLBACK. */
    CHANNEL("channel"),
    /** INBOUND or OUTBOUND. */
    DIRECTION("direction"),
    /** A region; fits itself and all below it. */
    REGION("region"),
    /** The product concerned. */
    PRODUCT("product"),
    /** The device concerned. */
    DEVICE("device"),
    /** A language; fits itself and all below it. */
    LANGUAGE("language"),
    /** The winning occasion. */
    OCCASION("occasion"),
    /** CLEAR, AMBIGUOUS or NONE. */
    BAND("band"),
    /** The tier. */
    TIER("tier"),
    /** The profile's sub-tier. */
    SUB_TIER("sub_tier"),
    /** The profile's lifecycle stage. */
    LIFECYCLE("lifecycle"),
    /** The profile's value band. */
    VALUE_BAND("value_band"),
    /** The profile's risks; one in common is enough. */
    RISK("risk"),
    /** The profile's churn band. */
    CHURN_BAND("churn_band"),
    /** The profile's health band. */
    HEALTH_BAND("health_band"),
    /** CUSTOMER, ALTERNATE, ACCOUNT, DEFAULT or CONSENT_OFF. */
    SEGMENT_SOURCE("segment_source");

    private final String key;

    Attribute(final String key) {
        this.key = key;
    }

    /** The spelling in tables. */
    public String key() {
        return key;
    }
}
